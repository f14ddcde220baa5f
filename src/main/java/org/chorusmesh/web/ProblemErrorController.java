package org.chorusmesh.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells of errors that come up beside every handler as problem documents. */
@RestController
@Hidden
final class ProblemErrorController implements ErrorController {

    private final ProblemWriter writer;

    ProblemErrorController(ProblemWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatusCode status =
                (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)
                        ? HttpStatusCode.valueOf(code)
                        : HttpStatus.NOT_FOUND;
        this.writer.write(request, response, ProblemDetail.forStatus(status));
    }
}
