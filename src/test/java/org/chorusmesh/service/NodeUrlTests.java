package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link NodeUrl}. */
class NodeUrlTests {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080/api/v1",
        "http://localhost:8080/, http://localhost:8080/api/v1",
        "HTTPS://node.example/chorus/, https://node.example/chorus",
        "http://[::1]:80/a/b, http://[::1]:80/a/b",
        "' http://a ', http://a/api/v1"
    })
    void takesTheDefaultPathWhereNoneIsGiven(String text, String url) {
        assertThat(NodeUrl.parse(text)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "'', neither http nor https",
        "localhost:8080, neither http nor https",
        "ftp://a, neither http nor https",
        "http:///api, no host",
        "http://a_b:80, no host",
        "http://a:0, its port",
        "http://a:65536, its port",
        "http://me:secret@a, a user",
        "http://a?b=c, a query",
        "http://a#b, a fragment",
        "http://a b, cannot be read"
    })
    void namesWhatIsWrong(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeUrl.parse(text))
                .withMessageContaining(reason)
                .withMessageContaining("must be a URL such as http://localhost:8080");
    }
}
