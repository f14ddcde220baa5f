package org.chorusmesh.web;

/**
 * Something beside the API that the page links at its foot.
 *
 * @param text what a visitor reads
 * @param path from the application's root, without a slash in front
 */
record PageLink(String text, String path) {

    /** A link to a path with or without a slash in front. */
    static PageLink of(String text, String path) {
        return new PageLink(text, path.startsWith("/") ? path.substring(1) : path);
    }
}
