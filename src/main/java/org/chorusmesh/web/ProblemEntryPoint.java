package org.chorusmesh.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Refuses requests with problem documents; Spring Security by itself sends empty answers. */
final class ProblemEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String CHALLENGE = "Basic realm=\"chorus\", charset=\"UTF-8\"";

    /** HTTP Basic without a session, with these refusals. */
    static HttpSecurity basic(HttpSecurity http) {
        ProblemEntryPoint refusal = new ProblemEntryPoint();
        return http.httpBasic((basic) -> basic.authenticationEntryPoint(refusal))
                .exceptionHandling(
                        (exceptions) ->
                                exceptions
                                        .authenticationEntryPoint(refusal)
                                        .accessDeniedHandler(refusal))
                .sessionManagement(
                        (sessions) ->
                                sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie carries the credentials, so no page of another origin can use them.
                .csrf(AbstractHttpConfigurer::disable);
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        refuse(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                "This requires the operator's credentials (HTTP Basic).");
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        refuse(request, response, HttpStatus.FORBIDDEN, "These credentials do not allow this.");
    }

    private static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String detail)
            throws IOException {
        ProblemJson.write(request, response, ProblemDetail.forStatusAndDetail(status, detail));
    }
}
