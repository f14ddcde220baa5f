package org.chorusmesh.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/**
 * The files of the page, as they lie beside {@code org/chorusmesh/page} on the class path. Each is
 * read once. Their references are relative, so a context path or a proxy that removes a part of the
 * path requires no setting.
 */
final class PageFiles {

    static final String INDEX = "index.html";

    private static final String FOLDER = "org/chorusmesh/page/";

    /** No name of another form is looked up, so none leads out of the folder. */
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:lib/)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*\\.(html|css|js|svg|png)");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=UTF-8",
                    "css", "text/css;charset=UTF-8",
                    "js", "text/javascript;charset=UTF-8",
                    "svg", "image/svg+xml;charset=UTF-8",
                    "png", "image/png");

    private final String base;

    private final String links;

    private final Map<String, Forms> read = new ConcurrentHashMap<>();

    /**
     * Makes the files of one page.
     *
     * @param root from the page to the application's root: empty, or {@code ../} and so on
     * @param basePath of the API, with a slash in front
     * @param links what else the application has for a visitor
     */
    PageFiles(String root, String basePath, List<PageLink> links) {
        this.base = root + basePath.substring(1);
        this.links =
                links.stream()
                        .map(
                                (link) ->
                                        "<li><a href=\"%s\">%s</a></li>"
                                                .formatted(
                                                        HtmlUtils.htmlEscape(root + link.path()),
                                                        HtmlUtils.htmlEscape(link.text())))
                        .collect(Collectors.joining("\n"));
    }

    /**
     * Finds a file.
     *
     * @param name below the page's path; empty for the page itself
     * @return null if there is none
     */
    @Nullable Forms find(String name) {
        Matcher matcher = NAME.matcher(name.isEmpty() ? INDEX : name);
        if (!matcher.matches()) {
            return null;
        }
        Forms known = this.read.get(matcher.group());
        return (known != null) ? known : read(matcher.group(), matcher.group(1));
    }

    private @Nullable Forms read(String name, String extension) {
        ClassPathResource resource =
                new ClassPathResource(FOLDER + name, PageFiles.class.getClassLoader());
        if (!resource.isReadable()) {
            return null;
        }
        try (InputStream in = resource.getInputStream()) {
            byte[] body = in.readAllBytes();
            boolean html = extension.equals("html");
            Forms forms = Forms.of(PageFile.of(TYPES.get(extension), html ? fill(body) : body));
            this.read.put(name, forms);
            return forms;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private byte[] fill(byte[] html) {
        return new String(html, StandardCharsets.UTF_8)
                .replace("{{base}}", this.base)
                .replace("{{links}}", this.links)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A file in both of its forms.
     *
     * @param plain as it is
     * @param gzip compressed; null where that makes it no smaller
     */
    record Forms(PageFile plain, @Nullable PageFile gzip) {

        static Forms of(PageFile plain) {
            PageFile gzip = plain.gzip();
            return new Forms(plain, (gzip.body().length < plain.body().length) ? gzip : null);
        }
    }
}
