package org.chorusmesh.benchmarks.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BudgetTests {

    private final Budget budget = new Budget();

    @Test
    void hasteGrowsUntilThePacketsAreNearTheWantedOnes() {
        assertThat(this.budget.learn(MemberSystem.JGROUPS, 1, 5, 50)).isTrue();
        assertThat(this.budget.haste(MemberSystem.JGROUPS)).isEqualTo(10);
        // Part of the packets does not depend on haste.
        assertThat(this.budget.learn(MemberSystem.JGROUPS, 10, 45, 50)).isFalse();
    }

    @Test
    void hasteIsSoughtBetweenTooFewAndTooMany() {
        this.budget.learn(MemberSystem.SCALECUBE, 1, 10, 40);
        assertThat(this.budget.learn(MemberSystem.SCALECUBE, 4, 160, 40)).isTrue();
        assertThat(this.budget.haste(MemberSystem.SCALECUBE)).isCloseTo(2, within(1e-9));
    }

    @Test
    void hasteFallsToo() {
        assertThat(this.budget.learn(MemberSystem.PEKKO, 1, 100, 50)).isTrue();
        assertThat(this.budget.haste(MemberSystem.PEKKO)).isEqualTo(0.5);
    }

    @Test
    void noSystemIsHastierThanItCanBe() {
        assertThat(this.budget.learn(MemberSystem.HAZELCAST, 1, 1, 50)).isTrue();
        assertThat(this.budget.haste(MemberSystem.HAZELCAST)).isEqualTo(5);
        assertThat(this.budget.learn(MemberSystem.HAZELCAST, 5, 5, 50)).isFalse();
    }

    @Test
    void chorusStaysAtItsDefaults() {
        assertThat(this.budget.learn(MemberSystem.CHORUS, 1, 10, 50)).isFalse();
        assertThat(this.budget.haste(MemberSystem.CHORUS)).isEqualTo(1);
    }
}
