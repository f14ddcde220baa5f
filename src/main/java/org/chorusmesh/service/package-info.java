/**
 * The node in a Spring Boot application: properties, the scheduled integrator, the lifecycle, the
 * demonstration.
 */
@NullMarked
package org.chorusmesh.service;

import org.jspecify.annotations.NullMarked;
