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
 * Reports every error that reaches no controller as a problem document instead of a page. Tomcat
 * refuses some requests before any filter sees them: a path that cannot be decoded, an encoded
 * slash, a header that is too long.
 */
final class ProblemValve extends ErrorReportValve {

    private static final Logger logger = LoggerFactory.getLogger(ProblemValve.class);

    private final String basePath;

    ProblemValve(String basePath) {
        this.basePath = basePath;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatus(HttpStatusCode.valueOf(status));
        if (status == 400) {
            problem.setDetail(refusal(request.getRequestURI()));
        }
        try {
            ProblemJson.write(request, response, problem);
        } catch (IOException writeFailure) {
            logger.debug("The client has gone before its problem could be written", writeFailure);
        }
    }

    private String refusal(@Nullable String uri) {
        String refusal =
                "The method, or a character or the length of this request, is not accepted.";
        return (uri != null && uri.contains(this.basePath + "/peers/"))
                ? refusal
                        + " A peer whose id does not fit into a path is at "
                        + this.basePath
                        + "/peer?id=…"
                : refusal;
    }
}
