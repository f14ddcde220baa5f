package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.StepByStep;
import org.junit.jupiter.api.Test;

/** Every invariant of the numbers that a node fires, broken on purpose. */
class BeatWatchTests extends BeatChecksFixture {

    private void step(BeatWatch watch, FiredBeat beat) {
        Member member = this.steps.mesh().members()[0];
        watch.stepped(
                now(),
                member,
                List.of(),
                new StepResult(null, List.of(), beat, StepByStep.STEP_NANOS, 0));
    }

    private BeatWatch watch() {
        return new BeatWatch(this.scenario, this.steps.mesh(), this.breaches);
    }

    @Test
    void aNumberThatFiresTwiceIsSeen() {
        begin();
        BeatWatch watch = watch();
        step(watch, new FiredBeat(100, 0, 0));
        step(watch, new FiredBeat(101, 0, 0));
        step(watch, new FiredBeat(104, 2, 0));
        assertThat(this.breaches).isEmpty();
        step(watch, new FiredBeat(104, 0, 0));
        assertBroken(Invariant.NUMBER_FORWARD);
    }

    @Test
    void missedBeatsThatDoNotAddUpAreSeen() {
        begin();
        BeatWatch watch = watch();
        step(watch, new FiredBeat(100, 0, 0));
        step(watch, new FiredBeat(104, 1, 0));
        assertBroken(Invariant.NUMBER_FORWARD);
    }

    @Test
    void aNumberOutOfRangeIsSeen() {
        begin();
        step(watch(), new FiredBeat(1L << 47, 0, 0));
        assertBroken(Invariant.NUMBER_FORWARD);
    }
}
