package org.chorusmesh.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address of a node's REST API, as a URL. */
public final class NodeUrl {

    private static final String DEFAULT_PATH = "/api/v1";

    private static final int MAX_PORT = 65_535;

    private NodeUrl() {}

    /**
     * Reads a URL.
     *
     * @param text http or https, a host, and where they are not the default a port and the path of
     *     the API: {@code http://localhost:8080}, {@code https://node.example/chorus/api}
     * @return the URL of the API, without a slash at its end
     * @throws IllegalArgumentException says what the text must be
     */
    public static URI parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException ex) {
            throw mistake("it cannot be read as a URL");
        }
        String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw mistake("its scheme is neither http nor https");
        }
        if (uri.getHost() == null) {
            throw mistake("it names no host");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw mistake("its port is not 1 to " + MAX_PORT);
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getFragment() != null) {
            throw mistake("it has a user, a query or a fragment");
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        String base = scheme + "://" + uri.getRawAuthority();
        return URI.create(base + (path.isEmpty() ? DEFAULT_PATH : path));
    }

    private static IllegalArgumentException mistake(String reason) {
        return new IllegalArgumentException(
                "must be a URL such as http://localhost:8080 or https://node.example/api/v1; "
                        + reason);
    }
}
