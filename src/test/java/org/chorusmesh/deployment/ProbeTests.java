package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.chorusmesh.deployment.RawServer.Then;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The image's probe, against servers that answer in every way and in none. */
@EnabledOnOs(OS.LINUX)
class ProbeTests {

    private static final String PROBE = "src/main/docker/probe";

    private static final String OK = "HTTP/1.1 200 \r\nContent-Type: application/json\r\n";

    private static final String BODY = "{\"r\":0.99,\"who\":\"müsli\"}\n2000\n{\"n\":3}";

    private static final String LENGTH =
            OK + "content-length:  " + bytes(BODY) + "\r\n\r\n" + BODY + "not of the body";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void bodyOfChunksIsPrintedWithoutTheirLengths(int piece)
            throws IOException, InterruptedException {
        String chunks =
                OK
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "2\r\n{\"\r\n1;name=value\r\nr\r\n00"
                        + Integer.toHexString(bytes(BODY) - 3).toUpperCase(Locale.ROOT)
                        + "\r\n"
                        + BODY.substring(3)
                        + "\r\n0\r\nTrailer: x\r\n\r\n";
        BashProcess probe = probe(chunks, piece, Then.CLOSE);
        assertThat(probe).isEqualTo(new BashProcess(0, BODY + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void bodyIsAsLongAsItsContentLengthSays(int piece) throws IOException, InterruptedException {
        assertThat(probe(LENGTH, piece, Then.CLOSE)).isEqualTo(new BashProcess(0, BODY + "\n", ""));
    }

    @Test
    void serverThatKeepsTheConnectionIsNotWaitedFor() throws IOException, InterruptedException {
        assertThat(probe(LENGTH, 10, Then.HOLD)).isEqualTo(new BashProcess(0, BODY + "\n", ""));
    }

    @Test
    void bodyWithoutLengthEndsWithTheConnection() throws IOException, InterruptedException {
        assertThat(probe("HTTP/1.0 200 OK\r\n\r\n" + BODY, 5, Then.CLOSE))
                .isEqualTo(new BashProcess(0, BODY + "\n", ""));
    }

    @Test
    void largeChunkedAnswerIsReadWhole() throws IOException, InterruptedException {
        String history = "{\"n\":3,\"r\":0.98}".repeat(512);
        String chunk = Integer.toHexString(history.length()) + "\r\n" + history + "\r\n";
        BashProcess probe =
                probe(
                        OK + "transfer-encoding: CHUNKED\r\n\r\n" + chunk.repeat(16) + "0\r\n\r\n",
                        4000,
                        Then.CLOSE);
        assertThat(probe).isEqualTo(new BashProcess(0, history.repeat(16) + "\n", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 401, 404, 500, 503})
    void everyStatusBut200IsAFailureThatShowsWhatWasAnswered(int status)
            throws IOException, InterruptedException {
        String body = "{\"status\":\"OUT_OF_SERVICE\"}";
        BashProcess probe =
                probe(
                        "HTTP/1.1 %d \r\nContent-Length: %d\r\n\r\n%s"
                                .formatted(status, body.length(), body),
                        10,
                        Then.CLOSE);
        assertThat(probe.status()).isEqualTo(1);
        assertThat(probe.output()).isEqualTo(body + "\n");
        assertThat(probe.errors()).endsWith(": status " + status + "\n").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 \r\nContent-Length: 100\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{\"status\":\"UP\"}",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{}",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"
            })
    void answerThatBreaksOffIsAFailure(String answer) throws IOException, InterruptedException {
        assertThat(probe(answer, 1000, Then.CLOSE)).satisfies(failure("the answer ends early"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSH-2.0-OpenSSH_9.2\\r\\n|the answer is not HTTP",
                "HTTP/2 200\\r\\n\\r\\n|the answer is not HTTP",
                "HTTP/1.1 2000 OK\\r\\n\\r\\n|the answer is not HTTP",
                "HTTP/1.1 200 \\r"
                        + "\\n"
                        + "Transfer-Encoding: chunked\\r"
                        + "\\n"
                        + "\\r"
                        + "\\n"
                        + "zz\\r"
                        + "\\n"
                        + "|a chunk has no length",
                "HTTP/1.1 200 \\r"
                        + "\\n"
                        + "Transfer-Encoding: chunked\\r"
                        + "\\n"
                        + "\\r"
                        + "\\n"
                        + "fffffffffff\\r"
                        + "\\n"
                        + "|a chunk has no length",
                "HTTP/1.1 200 \\r"
                        + "\\n"
                        + "Transfer-Encoding: chunked\\r"
                        + "\\n"
                        + "\\r"
                        + "\\n"
                        + "2\\r"
                        + "\\n"
                        + "{}}\\r"
                        + "\\n"
                        + "|a chunk is longer than its length"
            })
    void garbageIsAFailure(String answer, String reason) throws IOException, InterruptedException {
        assertThat(probe(answer.replace("\\r", "\r").replace("\\n", "\n"), 1000, Then.CLOSE))
                .satisfies(failure(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 \r\nContent-Length: 100\r\n\r\n{",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
                "HTTP/1.1 200 \r\n\r\n{}"
            })
    void serverThatDoesNotFinishIsLeft(String answer) throws IOException, InterruptedException {
        assertThat(probe(answer, 1000, Then.HOLD))
                .satisfies(failure("no complete answer within 1 s"));
    }

    @Test
    void nobodyListens() throws IOException, InterruptedException {
        int port;
        try (RawServer server = server(LENGTH, 10, Then.CLOSE)) {
            port = server.port();
        }
        assertThat(BashProcess.run(Map.of(), PROBE, "/readyz", "127.0.0.1", "" + port))
                .satisfies(failure("probe: 127.0.0.1:" + port + ": no connection"));
        assertThat(BashProcess.run(Map.of(), PROBE, "/readyz", "no.such.name.invalid", "80"))
                .satisfies(failure("probe: no.such.name.invalid:80: no connection"));
    }

    @Test
    void addressMayBeAnIpv6One() throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.getByName("::1");
        assumeThat(NetworkInterface.getByInetAddress(loopback)).isNotNull();
        try (RawServer server = new RawServer(loopback, LENGTH, 10, Then.CLOSE)) {
            String port = Integer.toString(server.port());
            assertThat(BashProcess.run(Map.of(), PROBE, "/a", "::1", port).status()).isZero();
            assertThat(probeByFile("http://[::1]:" + port + "/beat").status()).isZero();
            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy((request) -> assertThat(request).contains("Host: [::1]:" + port))
                    .last()
                    .asString()
                    .startsWith("GET /beat/readyz HTTP/1.1\n");
        }
    }

    @Test
    void nodeIsFoundByTheFileThatItWrote() throws IOException, InterruptedException {
        try (RawServer server = server(LENGTH, 10, Then.CLOSE)) {
            assertThat(probeByFile("http://127.0.0.1:" + server.port() + "/beat").status())
                    .isZero();
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .isEqualTo(
                            """
                            GET /beat/readyz HTTP/1.1
                            Host: 127.0.0.1:%d
                            Accept: application/json, */*
                            Connection: close
                            """
                                    .formatted(server.port()));
        }
    }

    @Test
    void nodeThatCannotBeFoundIsAFailureThatSaysWhy() throws IOException, InterruptedException {
        assertThat(BashProcess.run(Map.of(), PROBE, "/readyz"))
                .satisfies(failure("CHORUS_WEB_ADDRESS_FILE is not set"));
        Path missing = this.directory.resolve("missing");
        assertThat(
                        BashProcess.run(
                                Map.of("CHORUS_WEB_ADDRESS_FILE", missing.toString()),
                                PROBE,
                                "/readyz"))
                .satisfies(failure("web server is not up: there is no address in " + missing));
        assertThat(probeByFile("https://127.0.0.1:8443"))
                .satisfies(failure("this probe does not speak https"));
        assertThat(probeByFile("nonsense")).satisfies(failure("nonsense: not an address"));
        assertThat(probeByFile("")).satisfies(failure("not an address"));
    }

    private BashProcess probeByFile(String address) throws IOException, InterruptedException {
        Path file = Files.writeString(this.directory.resolve("address"), address + "\n");
        return BashProcess.run(
                Map.of("CHORUS_WEB_ADDRESS_FILE", file.toString()), PROBE, "/readyz");
    }

    private static BashProcess probe(String answer, int piece, Then then)
            throws IOException, InterruptedException {
        // Enough for a busy machine, where there is an end to wait for.
        String limit = (then == Then.HOLD && !answer.equals(LENGTH)) ? "1" : "20";
        try (RawServer server = server(answer, piece, then)) {
            return BashProcess.run(
                    Map.of("PROBE_SECONDS", limit),
                    PROBE,
                    "/readyz",
                    "127.0.0.1",
                    Integer.toString(server.port()));
        }
    }

    private static RawServer server(String answer, int piece, Then then) throws IOException {
        return new RawServer(InetAddress.getByName("127.0.0.1"), answer, piece, then);
    }

    private static Consumer<BashProcess> failure(String reason) {
        return (probe) -> {
            assertThat(probe.status()).isEqualTo(1);
            assertThat(probe.output()).isEmpty();
            assertThat(probe.errors()).startsWith("probe: ").contains(reason).hasLineCount(1);
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
