package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static KnownPaths.Path path(Boot boot, long keptNanos) {
        return new KnownPaths.Path(boot, new PathDelay(0, 0), 0, keptNanos);
    }
}
