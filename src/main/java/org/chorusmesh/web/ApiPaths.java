package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;

/** Where the API lives. */
final class ApiPaths {

    static final String ROOT = "/api/v1";

    private ApiPaths() {}

    static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }
}
