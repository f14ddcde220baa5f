package org.chorusmesh.service;

import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The rules that {@code chorus.web} must keep. */
final class WebRules {

    private static final Pattern BASE_PATH =
            Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

    private static final int MAX_STREAMS = 1000;

    private WebRules() {}

    /** Hands over the name of each property at fault and what it must be. */
    static void check(ChorusProperties.Web web, BiConsumer<String, String> add) {
        if (!BASE_PATH.matcher(web.basePath()).matches()) {
            add.accept(
                    "chorus.web.base-path",
                    "must be a path such as /api/v1, of letters, digits and any of . _ ~ -, without a slash at its end");
        }
        if (web.page() != null) {
            checkPage(web.page(), web.basePath(), add);
        }
        checkStreams("chorus.web.max-beat-streams", web.maxBeatStreams(), add);
        checkStreams("chorus.web.max-watchers", web.maxWatchers(), add);
        List<String> origins = web.cors().allowedOrigins();
        for (int i = 0; i < origins.size(); i++) {
            if (!origins.get(i).equals("*") && !isOrigin(origins.get(i))) {
                add.accept(
                        "chorus.web.cors.allowed-origins[" + i + "]",
                        "must be an origin such as https://example.org or http://localhost:3000, or *");
            }
        }
    }

    private static void checkPage(String page, String basePath, BiConsumer<String, String> add) {
        String path = page.endsWith("/") ? page.substring(0, page.length() - 1) : page;
        if (!page.equals("/") && !BASE_PATH.matcher(path).matches()) {
            add.accept(
                    "chorus.web.page",
                    "must be / or a path such as /chorus, of letters, digits and any of . _ ~ -");
        } else if ((path + "/").startsWith(basePath + "/")) {
            add.accept("chorus.web.page", "must be neither chorus.web.base-path nor below it");
        }
    }

    private static void checkStreams(String property, int streams, BiConsumer<String, String> add) {
        if (streams < 0 || streams > MAX_STREAMS) {
            add.accept(property, "must be between 0 and " + MAX_STREAMS);
        }
    }

    /** A scheme, a host, and a port unless it is the scheme's own. */
    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            String origin = uri.getScheme() + "://" + uri.getRawAuthority();
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && text.equals(origin);
        } catch (IllegalArgumentException ex) {
            return false;
        }
    }
}
