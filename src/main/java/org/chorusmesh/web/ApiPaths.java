package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where the API lives. */
final class ApiPaths {

    static final String ROOT = "/api/v1";

    private static final String PEERS = ROOT + "/peers/";

    private ApiPaths() {}

    /**
     * What to say where a request is refused before it has reached a handler.
     *
     * @param uri of the request; null if it could not be read
     */
    static String refusal(@Nullable String uri) {
        String refusal =
                "The method, or a character or the length of this request, is not accepted.";
        return (uri != null && uri.contains(PEERS))
                ? refusal + " A peer whose id does not fit into a path is at " + ROOT + "/peer?id=…"
                : refusal;
    }

    static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }
}
