package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Answers every exception below the API's path with a problem document, those too that come up
 * before a handler is found. A controller advice would see those of the whole application or none,
 * and the rest of it may answer as it likes.
 */
final class ProblemResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger logger = LoggerFactory.getLogger(ProblemResolver.class);

    private final ProblemWriter writer;

    ProblemResolver(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception ex) {
        if (!ApiPaths.isApi(request)
                || response.isCommitted()
                || DisconnectedClientHelper.isClientDisconnectedException(ex)) {
            return null;
        }
        try {
            if (ex instanceof ErrorResponse error) {
                error.getHeaders()
                        .forEach(
                                (name, values) ->
                                        values.forEach((value) -> response.addHeader(name, value)));
                this.writer.write(request, response, problem(error));
            } else {
                logger.error("{} {} has failed", request.getMethod(), request.getRequestURI(), ex);
                this.writer.write(
                        request,
                        response,
                        ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR));
            }
        } catch (IOException writeFailure) {
            logger.debug("The client has gone before its problem could be written", writeFailure);
        }
        return new ModelAndView();
    }

    private static ProblemDetail problem(ErrorResponse error) {
        if (error instanceof NoResourceFoundException) {
            return ProblemDetail.forStatusAndDetail(
                    error.getStatusCode(), "There is nothing at this address.");
        }
        return error.getBody();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
