package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets operators alone write. It stands before the API's controllers themselves, so that this holds
 * whatever the application's security lets through, or if it has none.
 */
final class WriteGuard implements HandlerInterceptor {

    static final String OPERATOR = "operator";

    private static final Logger logger = LoggerFactory.getLogger(WriteGuard.class);

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final boolean secured;

    /**
     * Makes a guard.
     *
     * @param secured whether Spring Security is there to identify an operator
     */
    WriteGuard(boolean secured) {
        this.secured = secured;
        if (!secured) {
            logger.warn(
                    "The node's REST API is read-only, because the application does not use Spring"
                            + " Security. Writes require a user with the role '{}'",
                    OPERATOR);
        }
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (READS.contains(request.getMethod())) {
            return true;
        }
        if (!this.secured) {
            throw ApiException.forbidden(
                    "Writes are off, because the application does not use Spring Security.");
        }
        if (!request.isUserInRole(OPERATOR)) {
            throw ApiException.forbidden("A write requires the role '" + OPERATOR + "'.");
        }
        return true;
    }
}
