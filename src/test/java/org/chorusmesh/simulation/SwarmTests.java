package org.chorusmesh.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random scenarios from seeds. */
class SwarmTests {

    private static final int RUNS = 4000;

    @Test
    void noRandomScenarioBreaksAnInvariant() {
        for (long seed = 1; seed <= RUNS; seed++) {
            assertThat(Swarm.run(seed)).as("swarm --seed %d", seed).isEmpty();
        }
    }

    /** Each found a fault once, in the node or in the check. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                194, 2856, 3654, 4457, 5785, 102_137, 103_638, 105_145, 105_146, 107_494, 116_016,
                304_651, 308_916, 403_696, 413_819, 694_523
            })
    void noSeedThatOnceFoundAFaultFindsItAgain(long seed) {
        assertThat(Swarm.run(seed)).isEmpty();
    }
}
