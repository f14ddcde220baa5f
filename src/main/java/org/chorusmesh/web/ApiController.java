package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * What the API's controllers have in common. They are no {@code @Controller}, so that {@link
 * ApiHandlerMapping} alone finds them, and their types have no {@code @RequestMapping}, so that
 * springdoc does not list them among the application's. They handle their own exceptions, which
 * goes before every advice of the application and reaches none of its controllers.
 */
@ResponseBody
abstract class ApiController extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiController.class);

    /** Handles faults of the server, and clients that have gone. */
    @ExceptionHandler(Exception.class)
    final @Nullable ResponseEntity<Object> handleOther(
            Exception ex, WebRequest web, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            return null;
        }
        log.error("{} {} has failed", request.getMethod(), request.getRequestURI(), ex);
        return handleExceptionInternal(
                ex,
                ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR),
                new HttpHeaders(),
                HttpStatus.INTERNAL_SERVER_ERROR,
                web);
    }

    @Override
    protected final ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem =
                (body instanceof ProblemDetail detail) ? detail : ProblemDetail.forStatus(status);
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String path = request.getDescription(false).substring("uri=".length());
        return new ResponseEntity<>(ProblemJson.of(problem, path), all, status);
    }
}
