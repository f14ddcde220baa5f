package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem documents (RFC 9457) as JSON. The mapper is our own, since an application's may rename
 * what the RFC defines.
 */
final class ProblemJson {

    private static final JsonMapper mapper =
            JsonMapper.builder()
                    .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                    .build();

    private ProblemJson() {}

    /**
     * One document.
     *
     * @param path of the request; null if it could not be read
     */
    static byte[] of(ProblemDetail problem, @Nullable String path) {
        if (path != null && problem.getInstance() == null) {
            try {
                problem.setInstance(URI.create(path));
            } catch (IllegalArgumentException ex) {
                // A path that is no URI is what the problem is about.
            }
        }
        return mapper.writeValueAsBytes(problem);
    }

    /** Answers with a problem where no controller has been reached. */
    static void write(
            HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        byte[] body = of(problem, request.getRequestURI());
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
