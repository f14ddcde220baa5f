package org.chorusmesh.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Tells why Security's firewall refuses an address of the API, as a problem document; other
 * addresses get what they always got.
 */
final class ProblemRequestRejectedHandler implements RequestRejectedHandler {

    private final RequestRejectedHandler others = new HttpStatusRequestRejectedHandler();

    private final ProblemWriter writer;

    ProblemRequestRejectedHandler(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            RequestRejectedException rejection)
            throws IOException, ServletException {
        if (!ApiPaths.isApi(request)) {
            this.others.handle(request, response, rejection);
            return;
        }
        this.writer.write(
                request,
                response,
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST, ApiPaths.refusal(request.getRequestURI())));
    }
}
