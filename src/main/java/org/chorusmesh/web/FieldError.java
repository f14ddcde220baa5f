package org.chorusmesh.web;

/**
 * One field of a request at fault.
 *
 * @param field its name
 * @param message what it must be
 */
record FieldError(String field, String message) {}
