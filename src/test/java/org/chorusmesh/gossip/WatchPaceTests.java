package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchPaceTests {

    private static final long MILLI = 1_000_000L;

    @Test
    void aQuarterOfTheTtlIsSilenceButNotATenthOfASecond() {
        assertThat(WatchPace.silenceNanos(2000 * MILLI)).isEqualTo(500 * MILLI);
        assertThat(WatchPace.silenceNanos(200 * MILLI)).isEqualTo(100 * MILLI);
    }

    @Test
    void looksFourTimesASilenceAndTenTimesASecondWhileAnythingIsToBeDone() {
        assertThat(WatchPace.pauseNanos(100 * MILLI, false)).isEqualTo(25 * MILLI);
        assertThat(WatchPace.pauseNanos(500 * MILLI, false)).isEqualTo(100 * MILLI);
        assertThat(WatchPace.pauseNanos(2500 * MILLI, false)).isEqualTo(100 * MILLI);
    }

    @Test
    void looksOnceASilenceAndTwiceASecondWhileAllIsHeard() {
        assertThat(WatchPace.pauseNanos(100 * MILLI, true)).isEqualTo(100 * MILLI);
        assertThat(WatchPace.pauseNanos(500 * MILLI, true)).isEqualTo(500 * MILLI);
        assertThat(WatchPace.pauseNanos(2500 * MILLI, true)).isEqualTo(500 * MILLI);
    }
}
