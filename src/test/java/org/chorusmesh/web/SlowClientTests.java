package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.FakePeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests with a real connection for a client of the event stream that reads nothing. */
@ExtendWith(OutputCaptureExtension.class)
class SlowClientTests {

    private static final int PEERS = 200;

    @Test
    void isCutOffAndDelaysNoOther(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = start();
                Socket stuck = new Socket()) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
            ChorusNode node = context.getBean(ChorusNode.class);
            FakeGossip gossip = context.getBean(FakeGossip.class);
            for (int i = 0; i < PEERS; i++) {
                new FakePeer(gossip, "peer-" + i).speak(1);
            }
            await().until(() -> node.snapshot().peers().size() == PEERS);
            EventStream stream = context.getBean(EventStream.class);
            AtomicInteger events = new AtomicInteger();
            HttpResponse<Stream<String>> quick = listen(port);
            Thread reader = new Thread(() -> count(quick.body(), events), "reader");
            reader.setDaemon(true);
            reader.start();
            await().until(() -> events.get() > 3);
            long lamport = node.snapshot().lamport();
            int before = events.get();
            stuck.setReceiveBufferSize(2048);
            stuck.connect(new InetSocketAddress("127.0.0.1", port));
            stuck.getOutputStream()
                    .write(
                            "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> output.getAll().contains("is cut off"));
            int meanwhile = events.get();
            assertThat(meanwhile - before).as("events to the other client").isGreaterThan(10);
            assertThat(node.snapshot().lamport() - lamport).as("steps").isGreaterThan(50);
            await().until(() -> stream.clients() == 1);
            await().until(() -> events.get() > meanwhile + 3);
            // The server ends the write by itself, and says nothing.
            await().atMost(Duration.ofSeconds(60)).until(() -> senders() <= 1);
        }
        assertThat(output.getAll().lines())
                .noneMatch((line) -> line.contains(" ERROR "))
                .noneMatch((line) -> line.startsWith("\tat "));
    }

    private static HttpResponse<Stream<String>> listen(int port) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/events");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines());
    }

    private static void count(Stream<String> lines, AtomicInteger events) {
        try {
            lines.filter((line) -> line.startsWith("event:"))
                    .forEach((line) -> events.incrementAndGet());
        } catch (java.io.UncheckedIOException ex) {
            // The server has stopped.
        }
    }

    private static long senders() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter((thread) -> thread.getKey().getName().startsWith("chorus-events-"))
                .filter(
                        (thread) ->
                                Stream.of(thread.getValue())
                                        .anyMatch(
                                                (frame) ->
                                                        frame.getClassName()
                                                                .equals(
                                                                        EventClient.class
                                                                                .getName())))
                .count();
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(ChorusApplication.class, SmallBuffers.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--server.tomcat.connection-timeout=12s",
                        "--chorus.join=free",
                        "--chorus.ttl=10m",
                        "--spring.security.user.password=secret");
    }

    @Configuration(proxyBeanMethods = false)
    static class SmallBuffers {

        @Bean(destroyMethod = "")
        FakeGossip gossip() {
            return new FakeGossip();
        }

        @Bean
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> smallBuffers() {
            return (factory) ->
                    factory.addConnectorCustomizers(
                            (connector) -> connector.setProperty("socket.txBufSize", "2048"));
        }
    }
}
