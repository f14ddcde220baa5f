package org.chorusmesh.web;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be answered, as a problem document (RFC 9457). */
final class ApiException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private ApiException(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    static ApiException badRequest(String detail) {
        return new ApiException(HttpStatus.BAD_REQUEST, detail);
    }

    static ApiException forbidden(String detail) {
        return new ApiException(HttpStatus.FORBIDDEN, detail);
    }

    /** Fields at fault, all of them. */
    static ApiException invalid(List<FieldError> errors) {
        ApiException exception =
                badRequest("Nothing was changed: each field at fault is named in errors.");
        exception.getBody().setProperty("errors", List.copyOf(errors));
        return exception;
    }

    static ApiException unknownPeer(String nodeId) {
        return new ApiException(HttpStatus.NOT_FOUND, "There is no peer '" + nodeId + "'.");
    }

    static ApiException versionConflict(String currentTag) {
        ApiException exception =
                new ApiException(
                        HttpStatus.PRECONDITION_FAILED,
                        "The settings have changed since they were read; read them again.");
        exception.getHeaders().set(HttpHeaders.ETAG, currentTag);
        return exception;
    }

    static ApiException noMeshSettings() {
        return new ApiException(
                HttpStatus.CONFLICT,
                "Settings for the whole mesh require keys: without them any process could write them.");
    }

    static ApiException tooLarge(int maxBytes) {
        return new ApiException(
                HttpStatus.CONTENT_TOO_LARGE, "The body may have at most " + maxBytes + " bytes.");
    }

    static ApiException unavailable(String detail) {
        ApiException exception = new ApiException(HttpStatus.SERVICE_UNAVAILABLE, detail);
        exception.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        return exception;
    }
}
