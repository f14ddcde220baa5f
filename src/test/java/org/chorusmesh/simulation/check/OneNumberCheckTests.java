package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mesh that does not come to one number. */
class OneNumberCheckTests extends BeatChecksFixture {

    @ParameterizedTest
    @ValueSource(strings = {"nodes: 3", "nodes: 14\ntopology: {overlay: 4}"})
    void aNodeOfAnotherNumberInACalmMeshIsSeen(String mesh) {
        begin(mesh);
        for (double ahead : new double[] {0, 1}) {
            assertThat(this.breaches).isEmpty();
            OneNumberCheck check =
                    new OneNumberCheck(
                            this.scenario,
                            this.steps.mesh(),
                            this.hearing,
                            2,
                            TTL,
                            50_000_000L,
                            breaches());
            for (int i = 0; i < 100; i++) {
                run(0.1, UnaryOperator.identity());
                long at = now();
                check.sample(at, (life) -> life.beats(at) + ((life.place() == 1) ? ahead : 0));
            }
        }
        assertBroken(Invariant.ONE_NUMBER);
    }
}
