package org.chorusmesh.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void partsThatAreNamedRunAndNoOthers() {
        Options options = new Options(List.of("--trials", "7", "a"), Set.of("a", "b"));
        assertThat(options.wants(part("a"))).isTrue();
        assertThat(options.wants(part("b"))).isFalse();
        assertThat(options.trials(3)).isEqualTo(7);
    }

    @Test
    void allPartsRunIfNoneIsNamed() {
        Options options = new Options(List.of("--quick"), Set.of("a"));
        assertThat(options.wants(part("a"))).isTrue();
        assertThat(options.trials(3)).isEqualTo(1);
    }

    @Test
    void everyFaultIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Options(
                                        List.of("c", "--members", "5,x", "--trials"), Set.of("a")))
                .withMessageContaining("unknown: c")
                .withMessageContaining("--members: not a number: x")
                .withMessageContaining("--trials needs a value");
    }

    private static Part part(String name) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void run(Bench bench) {}
        };
    }
}
