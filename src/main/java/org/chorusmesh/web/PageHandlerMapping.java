package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Maps requests to the files of the page, and to nothing else. It comes after all that an
 * application maps itself but its static resources, which take every path. Below a path of its own
 * the page answers for unknown files too; at {@code /} these are the application's.
 */
final class PageHandlerMapping extends AbstractHandlerMapping {

    /** Spring's static resources are at LOWEST_PRECEDENCE - 1. */
    private static final int BEFORE_RESOURCES = Ordered.LOWEST_PRECEDENCE - 2;

    private final String path;

    private final PageFiles files;

    /**
     * Maps one page.
     *
     * @param path of the page, with a slash in front and, if you like, one at its end
     * @param basePath of the API
     * @param links what else the application has for a visitor
     */
    PageHandlerMapping(String path, String basePath, List<PageLink> links) {
        setOrder(BEFORE_RESOURCES);
        this.path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        long depth = this.path.chars().filter((character) -> character == '/').count();
        this.files = new PageFiles("../".repeat((int) depth), basePath, links);
    }

    /** The page's path as a browser shows it, with a slash at its end. */
    String path() {
        return this.path + "/";
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        String asked =
                ServletRequestPathUtils.getParsedRequestPath(request)
                        .pathWithinApplication()
                        .value();
        if (asked.equals(this.path)) {
            return (HttpRequestHandler) PageHandlerMapping::addSlash;
        }
        if (!asked.startsWith(path())) {
            return null;
        }
        PageFiles.Forms file = this.files.find(asked.substring(path().length()));
        if (file != null) {
            return new PageHandler(file);
        }
        return this.path.isEmpty() ? null : (HttpRequestHandler) PageHandler::refuseUnknown;
    }

    /** What the page refers to is beside it, so its own path must end with a slash. */
    private static void addSlash(HttpServletRequest request, HttpServletResponse response) {
        String uri = request.getRequestURI();
        int semicolon = uri.indexOf(';');
        String plain = (semicolon < 0) ? uri : uri.substring(0, semicolon);
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, plain.substring(plain.lastIndexOf('/') + 1) + "/");
    }
}
