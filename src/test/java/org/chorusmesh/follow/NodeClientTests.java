package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.chorusmesh.follow.NodeQuestions.Timed;
import org.chorusmesh.service.NodeUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link NodeClient} against servers that are no nodes. */
class NodeClientTests {

    private final NodeClient client = new NodeClient(System::nanoTime);

    private final CountDownLatch end = new CountDownLatch(1);

    private FakeNode node;

    private URI url;

    @BeforeEach
    void open() throws IOException {
        this.node = new FakeNode("a", 100);
        this.url = NodeUrl.parse(this.node.url());
    }

    @AfterEach
    void close() {
        this.end.countDown();
        this.node.close();
    }

    private void refused(HttpHandler handler, String reason) {
        this.node.instead = handler;
        refused(reason);
    }

    /** Asks again where this machine stood still for the second that an answer may take. */
    private void refused(String reason) {
        Awaitility.await()
                .untilAsserted(
                        () -> {
                            long before = System.nanoTime();
                            assertThatExceptionOfType(FollowException.class)
                                    .isThrownBy(() -> this.client.beat(this.url))
                                    .withMessageContaining(reason);
                            assertThat(Duration.ofNanos(System.nanoTime() - before))
                                    .isLessThan(Duration.ofSeconds(5));
                        });
    }

    @Test
    void asksANodeAndStampsTheExchange() throws Exception {
        Timed<BeatAnswer> beat =
                Awaitility.await()
                        .ignoreException(FollowException.class)
                        .until(() -> this.client.beat(this.url), Objects::nonNull);
        assertThat(beat.value().nodeId()).isEqualTo("a");
        // Both ends have the clock of this machine.
        assertThat(beat.value().receivedNanos()).isGreaterThan(beat.askedNanos());
        assertThat(beat.answeredNanos()).isGreaterThan(beat.value().sentNanos());
        assertThat(this.client.members(this.url).self()).isEqualTo("a");
    }

    @Test
    void refusesOtherStatuses() {
        refused(
                (exchange) -> FakeNode.send(exchange, 404, "application/json", "{}"),
                "answers with status 404, so it is not the API of a node");
        refused(
                (exchange) -> {
                    exchange.getResponseHeaders().set("Location", this.node.url());
                    FakeNode.send(exchange, 302, "application/json", "");
                },
                "answers with status 302");
    }

    @Test
    void refusesWhatIsNoJson() {
        refused(
                (exchange) -> FakeNode.send(exchange, 200, "text/html", "<html></html>"),
                "does not answer with JSON");
        refused(
                (exchange) -> FakeNode.send(exchange, 200, "application/json", "<html></html>"),
                "JSON that cannot be read");
    }

    @Test
    void breaksOffABodyThatIsTooLong() {
        refused(
                (exchange) -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream body = exchange.getResponseBody();
                    byte[] spaces = " ".repeat(4096).getBytes();
                    while (this.end.getCount() > 0) {
                        body.write(spaces);
                    }
                },
                "more than 8192 bytes");
    }

    @Test
    void waitsNoLongerThanASecondForAHeader() {
        refused((exchange) -> await(), "does not answer within 1 s");
    }

    @Test
    void waitsNoLongerThanASecondForABodyThatTricklesIn() {
        refused(
                (exchange) -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    await();
                },
                "does not answer within 1 s");
    }

    private void await() {
        try {
            this.end.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysThatAConnectionIsBrokenOff() {
        refused((exchange) -> exchange.close(), "cannot be queried");
    }

    @Test
    void saysThatThePortIsClosed() {
        this.node.close();
        refused("cannot be connected to");
    }

    @Test
    void saysThatAHostIsNotKnown() {
        assertThatExceptionOfType(FollowException.class)
                .isThrownBy(() -> this.client.beat(NodeUrl.parse("http://nowhere.invalid")))
                .withMessageMatching("has an unknown host|does not answer within 1 s");
    }
}
