package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.StepByStep;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;

/** A small mesh that is stepped by hand, to break the invariants of its beats on purpose. */
abstract class BeatChecksFixture {

    static final long TTL = 2_000_000_000L;

    static final int NOBODY = -1;

    final List<Breach> breaches = new ArrayList<>();
    private final Map<Integer, Life> lives = new HashMap<>();
    final Hearing hearing = new Hearing(2, TTL, TTL, StepByStep.STEP_NANOS, 1_000_000_000L);
    Scenario scenario;
    StepByStep steps;
    int asleep = NOBODY;

    /** Three nodes that have been together for some seconds, all heard by the hearing. */
    void begin() {
        begin("nodes: 3");
    }

    void begin(String mesh) {
        start(mesh);
        run(6, UnaryOperator.identity());
    }

    void start(String mesh) {
        this.scenario =
                ScenarioReader.parse(
                        """
                        %s
                        duration: 60s
                        phases: {equal: 1}
                        beats: {jobs: [{every: 1, by: one}]}
                        """
                                .formatted(mesh));
        this.steps = new StepByStep(this.scenario);
    }

    void run(double seconds, UnaryOperator<List<Arrival>> network) {
        this.steps.run(
                seconds,
                new RunObserver() {
                    @Override
                    public void stepped(
                            long nanos, Member member, List<Arrival> all, StepResult result) {
                        Life life = BeatChecksFixture.this.lives.get(member.index());
                        if (life == null || life.node() != member.node()) {
                            life = new Life(member, nanos);
                            BeatChecksFixture.this.lives.put(member.index(), life);
                            BeatChecksFixture.this.hearing.born(life, nanos);
                        }
                        BeatState state = life.node().beat();
                        if (member.index() != BeatChecksFixture.this.asleep) {
                            life.stepped(
                                    nanos, state.settled(), state.jumps(), StepByStep.STEP_NANOS);
                        }
                        if (result.report() != null) {
                            life.sent(result.report(), nanos);
                        }
                        BeatChecksFixture.this.hearing.heard(life, network.apply(all), nanos);
                        BeatChecksFixture.this.hearing.update(nanos);
                    }

                    @Override
                    public void sampled(long nanos) {}
                },
                (at) -> {});
    }

    long now() {
        // Of the last step.
        return this.steps.nanos() - StepByStep.STEP_NANOS;
    }

    Life life(int node) {
        return this.lives.get(node);
    }

    Breaches breaches() {
        return new Breaches(this.breaches);
    }

    OwnerCheck owners(boolean turns, boolean guarded) {
        return new OwnerCheck("job", this.hearing, turns, guarded, TTL, breaches());
    }

    void assertBroken(Invariant invariant) {
        assertThat(this.breaches)
                .isNotEmpty()
                .allSatisfy((breach) -> assertThat(breach.invariant()).isEqualTo(invariant));
    }
}
