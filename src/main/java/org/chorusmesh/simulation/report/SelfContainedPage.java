package org.chorusmesh.simulation.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the page of a run together: template, style sheets, scripts and data in one file. Style and
 * scripts are those of the page that a node serves. The content security policy names them by their
 * digests, so that nothing else runs, whatever the data hold.
 */
final class SelfContainedPage {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

    private SelfContainedPage() {}

    /**
     * A page.
     *
     * @param title plain text
     * @param json what the page shows
     */
    static String of(String title, String json) throws IOException {
        String style =
                PageModules.text("page/page.css")
                        + PageModules.text("page/timeline.css")
                        + PageModules.text("run/run.css");
        PageModules modules = new PageModules("run", "run.js");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", title.replace("&", "&amp;").replace("<", "&lt;"));
        parts.put("style", style);
        parts.put("imports", modules.importMap());
        parts.put("script", modules.main());
        // Neither the end of a script nor a comment begins in what has no such character.
        parts.put("data", json.replace("<", "\\u003c"));
        parts.put(
                "policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src %s; script-src data: %s %s"
                        .formatted(
                                digest(style),
                                digest(modules.importMap()),
                                digest(modules.main())));
        // In one pass: what is put in is not searched for placeholders.
        return PLACEHOLDER
                .matcher(PageModules.text("run/run.html"))
                .replaceAll(
                        (found) ->
                                Matcher.quoteReplacement(
                                        parts.getOrDefault(found.group(1), found.group())));
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
