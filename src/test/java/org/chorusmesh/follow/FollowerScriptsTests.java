package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.chorusmesh.ChorusApplication;
import org.chorusmesh.schedule.Beats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests for the followers in {@code docs/examples/followers}, where their interpreters are. */
class FollowerScriptsTests {

    private static final Path SCRIPTS = Path.of("docs/examples/followers").toAbsolutePath();

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : this.open) {
            each.close();
        }
    }

    /** A line of a script, and the node's own number when it came. */
    private record Line(String text, long nodeNumber) {

        long number() {
            return Long.parseLong(this.text.split(" ")[1]);
        }

        long missed() {
            return Long.parseLong(this.text.split(" ")[3]);
        }
    }

    private List<Line> run(String interpreter, String script, LongSupplier number, String... urls)
            throws IOException {
        assumeThat(isThere(interpreter)).as("%s is there", interpreter).isTrue();
        List<String> command =
                new ArrayList<>(List.of(interpreter, SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(urls));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.open.add(0, () -> end(process));
        List<Line> lines = new CopyOnWriteArrayList<>();
        Thread reader =
                new Thread(
                        () -> {
                            try (BufferedReader output = process.inputReader()) {
                                output.lines()
                                        .forEach(
                                                (text) ->
                                                        lines.add(
                                                                new Line(
                                                                        text, number.getAsLong())));
                            } catch (IOException | java.io.UncheckedIOException ex) {
                                // The process has been ended.
                            }
                        });
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static boolean isThere(String interpreter) {
        try {
            String[] command =
                    interpreter.equals("sh")
                            ? new String[] {"sh", "-c", "curl --version"}
                            : new String[] {interpreter, "--version"};
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException ex) {
            return false;
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void assertInOrder(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            assertThat(line.text()).matches("beat \\d+ missed \\d+");
            if (i > 0) {
                assertThat(line.number() - lines.get(i - 1).number())
                        .isEqualTo(line.missed() + 1)
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"python3, follower.py", "sh, follower.sh", "node, follower.mjs"})
    void firesNoNumberTwiceWhenTheNextNodeIsBehind(String interpreter, String script)
            throws Exception {
        FakeNode ahead = new FakeNode("a", 1000);
        FakeNode behind = new FakeNode("b", 980);
        this.open.addAll(List.of(ahead, behind));
        List<Line> lines =
                run(
                        interpreter,
                        script,
                        ahead::number,
                        ahead.url() + "/api/v1",
                        behind.url() + "/api/v1");
        await().atMost(Duration.ofMinutes(1)).until(() -> lines.size() > 10);
        ahead.close();
        await().atMost(Duration.ofMinutes(1)).until(() -> behind.requests.get() > 0);
        long last = behind.number() + 20;
        await().atMost(Duration.ofMinutes(1))
                .until(() -> lines.get(lines.size() - 1).number() > last + 5);
        assertInOrder(lines);
    }

    @ParameterizedTest
    @CsvSource({"python3, follower.py", "sh, follower.sh", "node, follower.mjs"})
    void followsARealNodeThatIsNotTheFirstOfTheList(String interpreter, String script)
            throws Exception {
        assumeThat(isThere(interpreter)).isTrue();
        ConfigurableApplicationContext served =
                new SpringApplicationBuilder(ChorusApplication.class)
                        .run(
                                "--server.port=0",
                                "--chorus.gossip.bind=127.0.0.1:0",
                                "--chorus.frequency-hz=10",
                                "--chorus.join=free");
        this.open.add(served);
        Beats beats = served.getBean(Beats.class);
        String url =
                "http://127.0.0.1:%s/api/v1"
                        .formatted(served.getEnvironment().getProperty("local.server.port"));
        List<Line> lines =
                run(
                        interpreter,
                        script,
                        () -> beats.now().number(),
                        "http://127.0.0.1:1/api/v1",
                        url);
        await().atMost(Duration.ofMinutes(1)).until(() -> lines.size() > 20);
        assertInOrder(lines);
        // The script is never a beat ahead.
        assertThat(lines).allMatch((line) -> line.number() <= line.nodeNumber() + 1);
    }
}
