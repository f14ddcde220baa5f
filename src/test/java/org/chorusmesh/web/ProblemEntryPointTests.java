package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;

/** Tests for {@link ProblemEntryPoint}; the refusal for want of credentials is tested over HTTP. */
class ProblemEntryPointTests {

    @Test
    void refusesInsufficientCredentialsWithAProblem() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ProblemEntryPoint()
                .handle(
                        new MockHttpServletRequest("PATCH", "/api/v1/settings"),
                        response,
                        new AccessDeniedException("no"));
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"status\":403");
    }
}
