package org.chorusmesh.simulation.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The modules of a page as an import map: each module under a name, with its text as a {@code
 * data:} URL. A {@code data:} URL has no neighbours, so imports that are relative become names.
 */
final class PageModules {

    /** {@code from './name.js'} and {@code from '../folder/name.js'}. */
    private static final Pattern IMPORT =
            Pattern.compile("(?<=from )'(?:\\./|\\.\\./([a-z]+)/)([a-z-]+\\.js)'");

    private static final String ROOT = "/org/chorusmesh/";

    private final Map<String, String> modules = new TreeMap<>();

    private final String main;

    /**
     * A module and all that it imports, directly or not.
     *
     * @param folder of the module
     * @param name of its file
     */
    PageModules(String folder, String name) throws IOException {
        Deque<String> open = new ArrayDeque<>();
        this.main = named(folder, text(folder + "/" + name), open);
        while (!open.isEmpty()) {
            String module = open.remove();
            if (!this.modules.containsKey(module)) {
                String in = module.substring(0, module.indexOf('/'));
                this.modules.put(module, named(in, text(module), open));
            }
        }
    }

    /** The module's text, its imports by name. */
    String main() {
        return this.main;
    }

    /** The import map of all that it imports. */
    String importMap() {
        return this.modules.entrySet().stream()
                .map(
                        (module) ->
                                "\"%s\": \"%s\"".formatted(module.getKey(), url(module.getValue())))
                .collect(Collectors.joining(",\n", "{\"imports\": {\n", "\n}}"));
    }

    private static String named(String folder, String text, Deque<String> imported) {
        return IMPORT.matcher(text)
                .replaceAll(
                        (found) -> {
                            imported.add(name(folder, found));
                            return Matcher.quoteReplacement("'" + name(folder, found) + "'");
                        });
    }

    private static String name(String folder, MatchResult found) {
        String other = found.group(1);
        return ((other != null) ? other : folder) + "/" + found.group(2);
    }

    private static String url(String text) {
        return "data:text/javascript;charset=utf-8;base64,"
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file of the page.
     *
     * @param path below the resources of Chorus
     */
    static String text(String path) throws IOException {
        try (InputStream in = PageModules.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
