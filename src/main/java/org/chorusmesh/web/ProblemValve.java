package org.chorusmesh.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Tells of what Tomcat itself refuses, before any filter sees it, as a problem document instead of
 * a page: an address that cannot be decoded, an encoded slash, a head that is too long.
 */
final class ProblemValve extends ErrorReportValve {

    private static final Logger logger = LoggerFactory.getLogger(ProblemValve.class);

    private final ProblemWriter writer;

    ProblemValve(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            this.writer.write(request, response, problem(status, request.getRequestURI()));
        } catch (IOException writeFailure) {
            logger.debug("The client has gone before its problem could be written", writeFailure);
        }
    }

    private static ProblemDetail problem(int status, @Nullable String uri) {
        ProblemDetail problem = ProblemDetail.forStatus(HttpStatusCode.valueOf(status));
        if (status == 400) {
            problem.setDetail(ApiPaths.refusal(uri));
        }
        return problem;
    }
}
