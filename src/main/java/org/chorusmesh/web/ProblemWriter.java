package org.chorusmesh.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problem documents (RFC 9457) where no message converter is at hand, as before a request
 * has reached its handler.
 */
final class ProblemWriter {

    // Its own, since an application's mapper may rename or leave out what the RFC lays down.
    private static final JsonMapper mapper = JsonMapper.shared();

    void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "type", (problem.getType() != null) ? problem.getType().toString() : "about:blank");
        document.put("title", problem.getTitle());
        document.put("status", problem.getStatus());
        if (problem.getDetail() != null) {
            document.put("detail", problem.getDetail());
        }
        String instance = instance(request);
        if (instance != null) {
            document.put("instance", instance);
        }
        if (problem.getProperties() != null) {
            document.putAll(problem.getProperties());
        }
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = mapper.writeValueAsBytes(document);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static @Nullable String instance(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return (failed != null) ? failed.toString() : request.getRequestURI();
    }
}
