package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that tries the chart in a cluster, against stand-ins for kubectl and helm. */
@EnabledOnOs(OS.LINUX)
class ClusterScriptTests {

    private static final Path STAND_IN =
            Path.of("src/test/resources/deployment/stand-in.py").toAbsolutePath();

    /** A run that was killed between two of its steps, with a test that failed. */
    private static final String LEFT_BY_A_KILLED_RUN =
            """
            {"namespaces": {"chorus-test": "Active"},
             "release": {"status": "pending-upgrade", "revision": 2, "namespace": "chorus-test", "values": {}},
             "objects": {"statefulset.apps/chorus-test": {"looks": null, "key": "old"}},
             "pods": {
              "chorus-test-0": {"component": "node", "phase": "Running", "uid": "a", "looks": null, "log": ""},
              "chorus-test-test": {"component": "test", "phase": "Failed", "uid": "b", "looks": null, "log": ""},
              "chorus-client": {"component": null, "phase": "Running", "uid": "c", "looks": null, "log": ""}}}
            """;

    @TempDir private Path directory;

    @BeforeEach
    void installTools() throws IOException, InterruptedException {
        // The interpreter itself: what is called python3 may be a slow script that looks for it.
        Process python =
                new ProcessBuilder("bash", "-c", "python3 -c 'import sys; print(sys.executable)'")
                        .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeThat(python.waitFor()).as("python3 is here").isZero();
        for (String tool : List.of("kubectl", "helm")) {
            Path script =
                    Files.writeString(
                            this.directory.resolve(tool),
                            "#!/bin/sh\nexec '%s' -I -S '%s' %s \"$@\"\n"
                                    .formatted(output.strip(), STAND_IN, tool));
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void passesAndLeavesNothing(int helm) throws IOException, InterruptedException {
        BashProcess run = run(helm, "", 120);
        assertThat(run.status()).as(run.output() + run.errors()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.output())
                .contains("key kept by the upgrades: key-")
                .contains("ok   failed requests: none")
                .contains("ok   calls made: yes")
                .contains("ok   coupling in force: 4.0")
                .doesNotContain("-- why");
        assertNothingIsLeft();
        assertThat(state().path("namespaces").properties()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void whatAKilledRunLeftDoesNotMatter(int helm) throws IOException, InterruptedException {
        Files.writeString(stateFile(), LEFT_BY_A_KILLED_RUN);
        BashProcess run = run(helm, "", 120);
        assertThat(run.status()).as(run.output() + run.errors()).isZero();
        assertNothingIsLeft();
        assertThat(state().path("namespaces").has("chorus-test"))
                .as("a namespace that was there stays")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "3, agreement, 'chorus-test-1 sees r = 0.31'",
        "4, agreement, 'chorus-test-1 sees r = 0.31'",
        "3, image, 'Failed to pull image'",
        "4, image, 'Failed to pull image'",
        "4, requests, 'failed requests: failed at 10:00:00: probe: chorus-test:8080: no"
                + " connection'",
        "4, setting, 'coupling in force: 2.5 (expected 4.0)'",
        "4, restart, 'restarted: no (expected yes)'"
    })
    void failureIsExplainedAndLeavesNothing(int helm, String fault, String why)
            throws IOException, InterruptedException {
        BashProcess run = run(helm, fault, 120);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("FAIL ");
        assertThat(run.errors() + run.output())
                .contains(why)
                .contains("-- why: pods, events, logs");
        assertThat(run.errors()).doesNotContain("error: couldn't find any field", "left behind");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "4, peers, 'FAIL 5 nodes: not within 1 s'",
        "3, stuck, 'left behind: pod/chorus-test-0'"
    })
    void whatNeverComesIsNotWaitedForForever(int helm, String fault, String why)
            throws IOException, InterruptedException {
        BashProcess run = run(helm, fault, 1);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains(why);
    }

    private BashProcess run(int helm, String fault, int patience)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", this.directory + ":" + System.getenv("PATH"));
        environment.put("STAND_IN_STATE", stateFile().toString());
        environment.put("STAND_IN_HELM", Integer.toString(helm));
        environment.put("STAND_IN_FAULT", fault);
        environment.put("IMAGE", "registry.example/chorus:1");
        environment.put("NAMESPACE", "chorus-test");
        environment.put("PATIENCE", Integer.toString(patience));
        environment.put("PAUSE", "0.01");
        return BashProcess.run(300, environment, ".ci/lib/cluster");
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(state().path("release").isNull()).isTrue();
        assertThat(state().path("objects")).isEmpty();
        assertThat(state().path("pods")).isEmpty();
    }

    private JsonNode state() throws IOException {
        return new ObjectMapper().readTree(stateFile().toFile());
    }

    private Path stateFile() {
        return this.directory.resolve("state.json");
    }
}
