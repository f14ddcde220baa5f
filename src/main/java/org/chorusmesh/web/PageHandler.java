package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.StringUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Answers with one file of the page. A browser asks each time whether it has changed, so that no
 * page of yesterday's version meets the node of today's.
 */
final class PageHandler implements HttpRequestHandler {

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private static final String ALLOW = "GET, HEAD, OPTIONS";

    /** Nothing from elsewhere, nothing inline, and in no frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final PageFiles.Forms file;

    PageHandler(PageFiles.Forms file) {
        this.file = file;
    }

    /** Says that there is no such file. */
    static void refuseUnknown(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemJson.write(
                request,
                response,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "The page has no such file."));
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (READS.contains(request.getMethod())) {
            send(request, response);
            return;
        }
        response.setHeader(HttpHeaders.ALLOW, ALLOW);
        if (!request.getMethod().equals("OPTIONS")) {
            ProblemJson.write(
                    request,
                    response,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.METHOD_NOT_ALLOWED, "The page can only be read."));
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageFile gzip = this.file.gzip();
        boolean compressed = gzip != null && acceptsGzip(request);
        PageFile form = compressed ? gzip : this.file.plain();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (new ServletWebRequest(request, response).checkNotModified(form.tag())) {
            return;
        }
        if (compressed) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentType(form.contentType());
        response.setContentLength(form.body().length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(form.body());
        }
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        List<String> fields = Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING));
        for (String coding :
                StringUtils.commaDelimitedListToStringArray(String.join(",", fields))) {
            String[] parts = StringUtils.delimitedListToStringArray(coding, ";", " \t");
            if (parts[0].equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].matches("[qQ]=0(\\.0*)?");
            }
        }
        return false;
    }
}
