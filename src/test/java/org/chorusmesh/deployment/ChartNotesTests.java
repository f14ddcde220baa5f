package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lines that the notes tell an operator to paste, pasted into a shell whose {@code kubectl} and
 * {@code curl} stand in for the real ones: a port-forward needs a moment until it is up, and a load
 * balancer has no address at first.
 */
class ChartNotesTests {

    private static final String KUBECTL =
            """
            #!/usr/bin/env bash
            cd "$(dirname "$0")"
            case " $* " in
              *" rollout status "*) ;;
              *" port-forward "*)
                echo $$ >forward
                /bin/sleep 0.3
                touch up
                exec /bin/sleep 60 ;;
              *" get pod "*hostIP*) printf 192.0.2.1; touch up ;;
              *" get service "*nodePort*) printf 30080 ;;
              *" get service "* | *" get ingress "* | *" get gateway "*)
                [[ ! -e asked ]] || { printf 192.0.2.7; touch up; }
                touch asked ;;
              *) exit 64 ;;
            esac
            """;

    /** Refuses a connection as long as nothing is up behind an address that was asked for. */
    private static final String CURL =
            """
            #!/usr/bin/env bash
            retries=0
            [[ " $* " != *" --retry-connrefused "* || ! " $* " =~ " --retry "([0-9]+) ]] || retries=${BASH_REMATCH[1]}
            for url; do :; done
            for ((i = 0; i <= retries; i++)); do
              if [[ $url == *example* || -e $(dirname "$0")/up ]]; then
                echo "asked $url"
                exit 0
              fi
              /bin/sleep 0.1
            done
            exit 7
            """;

    /** The shell waits between two questions; the test does not. */
    private static final String SLEEP = "#!/usr/bin/env bash\nexec /bin/sleep 0.01\n";

    @TempDir Path bin = Path.of("");

    @BeforeEach
    void standIn() throws IOException {
        standIn("kubectl", KUBECTL);
        standIn("curl", CURL);
        standIn("sleep", SLEEP);
    }

    @ParameterizedTest
    @MethodSource(RenderedChart.ACCEPTED)
    void linesThatAskANodeCanBePastedAsOneBlock(String values) throws Exception {
        assertThat(paste(firstBlock(RenderedChart.notes(values))))
                .matches("asked https?://[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+)*/v1/order\n");
        Path forward = this.bin.resolve("forward");
        if (Files.exists(forward)) {
            long process = Long.parseLong(Files.readString(forward).strip());
            await().until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
        }
    }

    @Test
    void addressIsTheOneThatLeadsToTheApi() throws Exception {
        assertThat(asked("defaults")).endsWith("localhost:8080/api/v1/order\n");
        assertThat(asked("elsewhere")).endsWith("192.0.2.1:30080/beat/rhythm/v1/order\n");
        assertThat(asked("autoscaled")).endsWith("192.0.2.7:8080/api/v1/order\n");
        assertThat(asked("everything")).contains("https://beat.example.org/");
        assertThat(asked("scalars")).endsWith("//192.0.2.7/api/v1/order\n");
        assertThat(asked("route")).endsWith("//192.0.2.7/api/v1/order\n");
        assertThat(asked("ingress-below-path")).endsWith("//beat.example.org/beat/api/v1/order\n");
        assertThat(asked("ingress-that-rewrites"))
                .endsWith("//beat.example.org/mesh/api/v1/order\n");
    }

    private String asked(String values) throws Exception {
        for (String state : List.of("up", "asked", "forward")) {
            Files.deleteIfExists(this.bin.resolve(state));
        }
        return paste(firstBlock(RenderedChart.notes(values)));
    }

    private static String firstBlock(String notes) {
        String text = notes.substring(notes.indexOf("until it answers:"));
        return text.lines()
                .skip(1)
                .dropWhile(String::isBlank)
                .takeWhile((line) -> line.startsWith("  "))
                .map((line) -> line + "\n")
                .collect(Collectors.joining());
    }

    private String paste(String block) throws IOException, InterruptedException {
        Path output = this.bin.resolve("output");
        ProcessBuilder shell = new ProcessBuilder("bash").redirectErrorStream(true);
        shell.redirectOutput(output.toFile());
        shell.environment().merge("PATH", this.bin.toString(), (path, own) -> own + ":" + path);
        Process process = shell.start();
        try {
            process.outputWriter().append(block).close();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    private void standIn(String name, String script) throws IOException {
        Path file = Files.writeString(this.bin.resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
