package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Clients of the event stream whose whole connection breaks, as when their process is killed. Over
 * HTTP/2 that is another way for the server than the end of one stream.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenConnectionTests {

    private static final String PATH = "/api/v1/events";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNoErrorInTheLog(boolean http2, CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext context =
                SpringApplication.run(
                        ChorusApplication.class,
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--server.http2.enabled=" + http2,
                        "--spring.security.user.password=secret",
                        "--chorus.gossip.bind=127.0.0.1:0",
                        "--chorus.join=free")) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
            EventStream stream = context.getBean(EventStream.class);
            for (int i = 0; i < 4; i++) {
                listenAndBreak(port, http2 ? http2Request() : http1Request());
                await().until(() -> stream.clients() == 0);
            }
            assertThat(output.getAll().lines())
                    .noneMatch((line) -> line.contains(" ERROR "))
                    .noneMatch((line) -> line.contains(" WARN "))
                    .noneMatch((line) -> line.startsWith("\tat "));
        }
    }

    private static void listenAndBreak(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            // The close is a reset.
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request);
            StringBuilder received = new StringBuilder();
            while (received.indexOf("event:") == received.lastIndexOf("event:")) {
                int next = socket.getInputStream().read();
                assertThat(next).as("next byte after " + received).isNotNegative();
                received.append((char) next);
            }
        }
    }

    private static byte[] http1Request() {
        return ascii("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** Preface, empty SETTINGS, and HEADERS of stream 1, which is the whole request (RFC 9113). */
    private static byte[] http2Request() throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        // HPACK's static table: GET and http as they are, a path and an authority by name.
        headers.write(new byte[] {(byte) 0x82, (byte) 0x86, 0x04, (byte) PATH.length()});
        headers.write(ascii(PATH));
        headers.write(new byte[] {0x01, (byte) "localhost".length()});
        headers.write(ascii("localhost"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        request.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        request.write(new byte[] {0, 0, (byte) headers.size(), 1, 0x5, 0, 0, 0, 1});
        headers.writeTo(request);
        return request.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
