package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.service.ChorusProperties;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.TestNodes;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link EventStream}. */
@ApiTest
class EventStreamTests {

    @Autowired private ApiClient api;

    @Autowired private EventStream stream;

    @Autowired private ChorusProperties properties;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void sendsWhatTheNodeIsDoingAllOfItOfOneStep() throws Exception {
        HttpResponse<Stream<String>> response = listen(this.api.root());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
        try (Stream<String> body = response.body()) {
            Iterator<String> lines = body.iterator();
            long lastId = -1;
            for (int i = 0; i < 3; i++) {
                assertThat(lines.next()).isEqualTo("event:state");
                long id = Long.parseLong(lines.next().substring("id:".length()));
                JsonNode event =
                        JsonMapper.shared().readTree(lines.next().substring("data:".length()));
                assertThat(lines.next()).isEmpty();
                assertThat(id).isGreaterThan(lastId);
                assertThat(event.get("node").get("lamport").longValue()).isEqualTo(id);
                assertThat(event.propertyNames()).containsExactly("node", "order", "peers");
                assertThat(event.get("order").propertyNames())
                        .containsExactly("r", "meanPhase", "n", "significance");
                lastId = id;
            }
        }
        await().until(() -> this.stream.clients() == 0);
    }

    @Test
    void hasPlaceForSoManyClientsAndRefusesTheNext() throws Exception {
        await().until(() -> this.stream.clients() == 0);
        List<Stream<String>> bodies = new ArrayList<>();
        try {
            for (int i = 0; i < this.properties.web().maxWatchers(); i++) {
                bodies.add(listen(this.api.root()).body());
            }
            ApiClient.Answer refused = this.api.get("/api/v1/events");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        } finally {
            bodies.forEach(Stream::close);
        }
        await().until(() -> this.stream.clients() == 0);
    }

    @Test
    void isOffWhereNoPlaceIsConfigured() {
        EventStream off =
                new EventStream(
                        TestNodes.node(new FakeGossip()), JsonMapper.shared(), new StreamPlaces(0));
        off.start();
        try {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(off::open)
                    .withMessageContaining("switched off");
        } finally {
            off.stop();
        }
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(off::open)
                .withMessageContaining("does not run");
    }

    @Test
    void isNoStreamForWhoAsksForTheHeadAlone() {
        await().until(() -> this.stream.clients() == 0);
        ApiClient.Answer head = this.api.send("HEAD", "/api/v1/events", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
        assertThat(this.stream.clients()).isZero();
    }

    @Test
    void cutsOffAClientThatReadsNothingWhileOthersAreServed() throws Exception {
        EventStream impatient =
                new EventStream(
                        TestNodes.node(new FakeGossip()),
                        JsonMapper.shared(),
                        new StreamPlaces(2),
                        300_000_000L);
        CountDownLatch read = new CountDownLatch(1);
        BlockedEmitter stuck = new BlockedEmitter(read);
        CountingEmitter quick = new CountingEmitter();
        impatient.start();
        try {
            impatient.open(stuck);
            impatient.open(quick);
            await().until(() -> impatient.clients() == 1);
            int sent = quick.sent.get();
            await().until(() -> quick.sent.get() > sent + 3);
            assertThat(stuck.sends).hasValue(1);
            assertThat(stuck.completed).isFalse();
            read.countDown();
            await().untilTrue(stuck.completed);
        } finally {
            read.countDown();
            impatient.stop();
        }
        assertThat(quick.completed).isTrue();
    }

    @Test
    void endsItsClientsAtTheShutdownWhichDoesNotWaitForThem() throws Exception {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(ChorusApplication.class, ApiTestConfiguration.class)
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--spring.lifecycle.timeout-per-shutdown-phase=2m",
                                "--spring.security.user.password=x");
        String root =
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        HttpResponse<Stream<String>> response = listen(root);
        CompletableFuture<Long> lines =
                CompletableFuture.supplyAsync(() -> response.body().count());
        HttpResponse<Stream<String>> beats = listen(root, "/api/v1/beats");
        CompletableFuture<Long> linesOfBeats =
                CompletableFuture.supplyAsync(() -> beats.body().count());
        long before = System.nanoTime();
        context.close();
        assertThat(System.nanoTime() - before).isLessThan(60_000_000_000L);
        assertThat(lines.get(1, TimeUnit.MINUTES)).isNotNegative();
        assertThat(linesOfBeats.get(1, TimeUnit.MINUTES)).isNotNegative();
    }

    private HttpResponse<Stream<String>> listen(String root)
            throws IOException, InterruptedException {
        return listen(root, "/api/v1/events");
    }

    private HttpResponse<Stream<String>> listen(String root, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path)).build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofLines());
    }

    /** Sends as to a client that reads nothing. */
    private static final class BlockedEmitter extends SseEmitter {

        private final AtomicInteger sends = new AtomicInteger();

        private final AtomicBoolean completed = new AtomicBoolean();

        private final CountDownLatch read;

        BlockedEmitter(CountDownLatch read) {
            this.read = read;
        }

        @Override
        public void send(SseEventBuilder builder) throws IOException {
            this.sends.incrementAndGet();
            try {
                this.read.await();
            } catch (InterruptedException ex) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public void complete() {
            this.completed.set(true);
        }
    }

    private static final class CountingEmitter extends SseEmitter {

        private final AtomicInteger sent = new AtomicInteger();

        private final AtomicBoolean completed = new AtomicBoolean();

        @Override
        public void send(SseEventBuilder builder) {
            this.sent.incrementAndGet();
        }

        @Override
        public void complete() {
            this.completed.set(true);
        }
    }
}
