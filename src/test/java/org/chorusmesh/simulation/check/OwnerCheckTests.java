package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.simulation.mesh.StepByStep;
import org.junit.jupiter.api.Test;

/** Every invariant of acts by one, broken on purpose. */
class OwnerCheckTests extends BeatChecksFixture {

    @Test
    void aSecondOwnerOfANumberIsSeen() {
        begin();
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 7, 7 << 16, now(), now());
        check.acts(life(1), 8, 8 << 16, now(), now());
        assertThat(this.breaches).isEmpty();
        check.acts(life(2), 7, 7 << 16, now(), now());
        assertThat(this.breaches).isNotEmpty();
        assertThat(this.breaches.get(0).invariant()).isEqualTo(Invariant.ONE_OWNER);
    }

    @Test
    void twoSidesOfALongCutMayActForOneNumberUnlessAMajorityGuardsThem() {
        begin();
        run(2.5, (all) -> List.of());
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 7, 7 << 16, now(), now());
        check.acts(life(1), 7, 7 << 16, now(), now());
        assertThat(this.breaches).isEmpty();
        OwnerCheck guarded = owners(false, true);
        guarded.acts(life(0), 7, 7 << 16, now(), now());
        guarded.acts(life(1), 7, 7 << 16, now(), now());
        assertBroken(Invariant.ONE_OWNER);
    }

    @Test
    void twoSidesOfACutThatIsShorterThanATtlMustNot() {
        begin();
        run(1.5, (all) -> List.of());
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 7, 7 << 16, now(), now());
        check.acts(life(1), 7, 7 << 16, now(), now());
        assertBroken(Invariant.ONE_OWNER);
    }

    @Test
    void aTokenThatIsSmallerThanOneBeforeIsSeen() {
        begin();
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 8, 8 << 16, now(), now());
        check.acts(life(1), 7, 7 << 16, now(), now());
        assertBroken(Invariant.FENCE);
    }

    @Test
    void aNodeThatWakesMayActLateForASmallerNumber() {
        begin();
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 8, 8 << 16, now(), now());
        this.asleep = 1;
        run(TTL * 0.5e-9, UnaryOperator.identity());
        this.asleep = NOBODY;
        run(StepByStep.STEP_NANOS * 1e-9, UnaryOperator.identity());
        check.acts(life(1), 7, 7 << 16, now(), now());
        assertThat(this.breaches).isEmpty();
        check.acts(life(0), 10, 10 << 16, now() + 1, now() + 1);
        check.acts(life(1), 9, 9 << 16, now() + 2, now() + 2);
        assertBroken(Invariant.FENCE);
    }

    /** The others have lost it, as one that died. */
    @Test
    void anActIsNotComparedWithThatOfAProcessThatHasSleptForATtl() {
        begin();
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 7, 7 << 16, now(), now());
        this.asleep = 0;
        run(TTL * 1.2e-9, UnaryOperator.identity());
        check.acts(life(1), 7, 7 << 16, now(), now());
        assertThat(this.breaches).isEmpty();
        this.asleep = NOBODY;
        run(StepByStep.STEP_NANOS * 1e-9, UnaryOperator.identity());
        check.acts(life(2), 7, 7 << 16, now(), now());
        assertBroken(Invariant.ONE_OWNER);
    }

    private void actAsNewcomers(UnaryOperator<List<Arrival>> network) {
        start("nodes: 3");
        run(TTL * 1.5e-9, network);
        OwnerCheck check = owners(false, false);
        check.acts(life(0), 7, 7 << 16, now(), now());
        check.acts(life(1), 7, 7 << 16, now(), now());
    }

    @Test
    void newcomersThatHearEachOtherAreOneComponent() {
        actAsNewcomers(UnaryOperator.identity());
        assertBroken(Invariant.ONE_OWNER);
    }

    /** It has no list yet, so that it cannot keep from acting who hears it. */
    @Test
    void aNewcomerIsCutFromWhomItDoesNotHear() {
        actAsNewcomers((all) -> all.stream().filter((each) -> isFrom(each, 1)).toList());
        assertThat(this.breaches).isEmpty();
    }

    private boolean isFrom(Arrival arrival, int node) {
        return arrival.report().boot().equals(life(node).boot());
    }

    @Test
    void twoTurnsWithOneTokenAreSeen() {
        begin();
        OwnerCheck check = owners(true, false);
        check.acts(life(0), 8, 8 << 16, now(), now());
        check.acts(life(1), 8, (8 << 16) + 1, now(), now());
        assertThat(this.breaches).isEmpty();
        check.acts(life(2), 8, (8 << 16) + 1, now(), now());
        assertBroken(Invariant.FENCE);
    }
}
