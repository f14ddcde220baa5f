package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

class KnownPathsTests {

    private static final Boot FIRST = new Boot(1, 11);

    private static final Boot SECOND = new Boot(2, 22);

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final KnownPaths paths = new KnownPaths(2);

    @Test
    void returnsThePathToTheSameBootOnce() {
        KnownPaths.Path path = path(FIRST, 0);
        this.paths.keep("a", path);
        assertThat(this.paths.take("a", FIRST)).isSameAs(path);
        assertThat(this.paths.take("a", FIRST)).isNull();
    }

    @Test
    void hasNoPathToAnotherBoot() {
        this.paths.keep("a", path(FIRST, 0));
        assertThat(this.paths.take("a", SECOND)).isNull();
        assertThat(this.paths.take("b", FIRST)).isNull();
    }

    @Test
    void forgetsAfterAMinute() {
        this.paths.keep("a", path(FIRST, 0));
        this.paths.keep("b", path(FIRST, 1));
        this.paths.expire(MINUTE_NANOS);
        assertThat(this.paths.take("a", FIRST)).isNull();
        assertThat(this.paths.take("b", FIRST)).isNotNull();
    }

    @Test
    void keepsNoMoreThanItsBoundAndForgetsTheOldest() {
        this.paths.keep("a", path(FIRST, 0));
        this.paths.keep("b", path(FIRST, 1));
        this.paths.keep("a", path(SECOND, 2));
        this.paths.keep("c", path(FIRST, 3));
        assertThat(this.paths.take("b", FIRST)).isNull();
        assertThat(this.paths.take("a", SECOND)).isNotNull();
        assertThat(this.paths.take("c", FIRST)).isNotNull();
    }

    @Test
    void aReportOfASilentBootThatWasSentATtlAgoIsOutdated() {
        long ttl = 2_000_000_000L;
        long silent = 10_000_000_000L;
        Report report =
                new ReportBuilder(
                                new Report(
                                        "a",
                                        FIRST,
                                        7,
                                        0,
                                        50_000_000,
                                        0,
                                        1,
                                        1,
                                        false,
                                        false,
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        0))
                        .stampNanos(silent - ttl)
                        .build();
        PathDelay delay = new PathDelay(500, 0);
        delay.accept(500, 500, 0, 50_000_000, null);
        this.paths.keep("a", new KnownPaths.Path(FIRST, delay, 0, silent));
        assertThat(this.paths.isOutdated(report, silent + 500, silent, ttl)).isTrue();
        // Sent later, heard of another boot, or not silent for a TTL.
        assertThat(this.paths.isOutdated(report, silent + 499, silent, ttl)).isFalse();
        assertThat(this.paths.isOutdated(report, silent + 500, ttl - 1, ttl)).isFalse();
        Report other = new ReportBuilder(report).boot(SECOND).build();
        assertThat(this.paths.isOutdated(other, silent + 500, silent, ttl)).isFalse();
    }

    private static KnownPaths.Path path(Boot boot, long keptNanos) {
        return new KnownPaths.Path(boot, new PathDelay(0, 0), 0, keptNanos);
    }
}
