package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.chorusmesh.simulation.scenario.ScenarioFaults.faults;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A file that is no scenario, or is made to harm, is refused with a fault that says so. */
class StrangeScenarioTests {

    static final List<String> STRANGE =
            List.of(
                    "&a [*a]",
                    "{? {a: b} : c}",
                    "!!binary aGk=",
                    "{1: 2}",
                    "[[[]]]",
                    "[{}, null, .nan]",
                    "!!set {a, b}",
                    "\u0007",
                    "[0, 99999999999999999999]",
                    "@");

    @Test
    void aFileThatIsNoYamlIsNamedByItsLine() {
        assertThat(faults("nodes: 3\nduration: [1s"))
                .singleElement()
                .asString()
                .startsWith("line ");
        assertThat(faults("just a text")).containsExactly("scenario: must be a mapping");
        assertThat(faults("nodes: 3\nnodes: 4\nduration: 1s"))
                .singleElement()
                .asString()
                .contains("duplicate key");
    }

    @ParameterizedTest
    @FieldSource("STRANGE")
    void whateverStandsThereIsNamedAndNeverThrown(String value) {
        for (String field :
                List.of(
                        "name",
                        "about",
                        "seed",
                        "nodes",
                        "duration",
                        "coupling",
                        "step",
                        "frequencies",
                        "phases",
                        "late",
                        "topology",
                        "network",
                        "links",
                        "clocks",
                        "speeds",
                        "without",
                        "events",
                        "expect")) {
            String head = field.equals("nodes") ? "" : "nodes: 3\n";
            String yaml =
                    head
                            + (field.equals("duration") ? "" : "duration: 1s\n")
                            + field
                            + ": "
                            + value;
            assertThat(catchThrowableOfType(Throwable.class, () -> ScenarioReader.parse(yaml)))
                    .as(yaml)
                    .isInstanceOfAny(ScenarioException.class);
        }
    }

    @Test
    void aFileThatIsMadeToHarmIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        String start = "nodes: 3\nduration: 1s\n";
        assertThat(faults(start + bomb)).singleElement().asString().contains("aliases");
        assertThat(faults(start + "about: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("Nesting Depth");
        assertThat(faults(start + "seed: " + "9".repeat(50_000)))
                .singleElement()
                .asString()
                .startsWith("seed: must be a whole number, is 999")
                .hasSizeLessThan(200);
        assertThat(faults(start + "coupling: 1e400"))
                .containsExactly("coupling: must be between 0 and 1000, is Infinity");
        assertThat(faults(start + "network: {loss: 0.1, loss: 0.2}"))
                .singleElement()
                .asString()
                .contains("duplicate key loss");
        assertThat(faults(start + "about: !!java.net.URL [\"http://localhost\"]"))
                .singleElement()
                .asString()
                .contains("java.net.URL");
    }
}
