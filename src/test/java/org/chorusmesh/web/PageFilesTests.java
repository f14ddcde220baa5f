package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.payroll.PayrollApplication;
import com.example.payroll.PayrollSecurity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** How the files of the page are sent, and that nothing else is. */
class PageFilesTests {

    /** An open application with the page at {@code /chorus}. */
    private static ConfigurableApplicationContext application;

    private static ApiClient chorus;

    @BeforeAll
    static void start() {
        application =
                Applications.start(
                        List.of("--chorus.web.page=/chorus"),
                        PayrollApplication.class,
                        PayrollSecurity.Nothing.class);
        chorus = Applications.client(application);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource({
        "index.html, text/html",
        "page.css, text/css",
        "main.js, text/javascript",
        "lib/uPlot.iife.min.js, text/javascript",
        "lib/uPlot.min.css, text/css"
    })
    void sendsEachFileAsWhatItIs(String name, String type) {
        ApiClient.Answer file = chorus.get("/chorus/" + name);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).startsWith(type);
        assertThat(file.body()).isNotEmpty();
    }

    @Test
    void saysWhenNothingHasChanged() {
        String tag = chorus.get("/chorus/").header("ETag");
        assertThat(tag).matches("\"[0-9a-f]+\"");
        for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag)) {
            ApiClient.Answer same = chorus.get("/chorus/", "If-None-Match", known);
            assertThat(same.status()).as(known).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(same.header("ETag")).isEqualTo(tag);
            assertThat(same.header("Cache-Control")).isEqualTo("no-cache");
        }
        assertThat(chorus.get("/chorus/", "If-None-Match", "\"x\"").status()).isEqualTo(200);
        assertThat(chorus.get("/chorus/main.js").header("ETag")).isNotEqualTo(tag);
        ApiClient.Answer head = chorus.send("HEAD", "/chorus/", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.header("Content-Length"))
                .isEqualTo(chorus.get("/chorus/").header("Content-Length"));
        assertThat(head.body()).isEmpty();
        assertThat(chorus.send("OPTIONS", "/chorus/", null).header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void compressesForThoseWhoAcceptIt() {
        ApiClient.Answer plain = chorus.get("/chorus/lib/uPlot.iife.min.js");
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
        for (String accepted : List.of("gzip", "br, GZIP;q=0.5", "deflate,gzip")) {
            HttpResponse<byte[]> small = compressed(accepted);
            assertThat(small.headers().firstValue("Content-Encoding"))
                    .as(accepted)
                    .hasValue("gzip");
            assertThat(small.headers().firstValue("ETag"))
                    .isNotEmpty()
                    .isNotEqualTo(plain.response().headers().firstValue("ETag"));
            assertThat(small.body().length).isLessThan(plain.body().length() / 2);
            assertThat(unzip(small.body())).isEqualTo(plain.body());
        }
        for (String refused : List.of("br", "gzip;q=0", "gzip; q=0.0", "identity")) {
            assertThat(compressed(refused).headers().firstValue("Content-Encoding"))
                    .as(refused)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../standalone.properties",
                "..%2fstandalone.properties",
                "%2e%2e/standalone.properties",
                "lib/../../standalone.properties",
                "lib/../index.html",
                "./index.html",
                "lib//uPlot.min.css",
                "/index.html",
                "lib/",
                "lib",
                "lib/LICENSE",
                "index.html/",
                "index.html;x=.js",
                "in%64ex.html",
                "%00.html",
                "index.html%00.js",
                ".html",
                "..html",
                "..\\index.html",
                "a%0d%0ab.js",
                "{{base}}.js"
            })
    void nothingElseIsBelowIt(String name) throws IOException {
        URI root = URI.create(chorus.root());
        String request =
                "GET /chorus/" + name + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .matches((text) -> text.matches("(?s)HTTP/1.1 (400|404|418).*"), "refused")
                    .doesNotContainIgnoringCase("<title>Chorus", "probes=true", "uplot-");
        }
    }

    private static HttpResponse<byte[]> compressed(String accepted) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    chorus.root()
                                                            + "/chorus/lib/uPlot.iife.min.js"))
                                    .header("Accept-Encoding", accepted)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String unzip(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
