package org.chorusmesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.journal.JournalFuzzTarget;
import org.chorusmesh.node.NodeFuzzTarget;
import org.chorusmesh.simulation.scenario.ScenarioFuzzTarget;
import org.chorusmesh.web.RequestBodyFuzzTarget;
import org.chorusmesh.wire.FrameFuzzTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the inputs that fuzzing has left: seeds, and what once broke a target. {@code ./mvnw -Pfuzz
 * test-compile exec:exec@fuzz -Dfuzz=org.chorusmesh.wire.FrameFuzzTarget -Dseconds=600} looks for
 * more with Jazzer; put what it finds beside the seeds.
 */
class FuzzCorpusTests {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    static List<Class<?>> targets() {
        return List.of(
                FrameFuzzTarget.class,
                NodeFuzzTarget.class,
                JournalFuzzTarget.class,
                ScenarioFuzzTarget.class,
                RequestBodyFuzzTarget.class);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyInputKeptHolds(Class<?> target) throws Throwable {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(CORPORA.resolve(target.getName()))) {
            inputs = files.sorted().toList();
        } catch (IOException ex) {
            throw new AssertionError("A target without seeds", ex);
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            try {
                target.getMethod("fuzzerTestOneInput", byte[].class)
                        .invoke(null, (Object) Files.readAllBytes(input));
            } catch (InvocationTargetException ex) {
                throw new AssertionError(input.toString(), ex.getCause());
            }
        }
    }
}
