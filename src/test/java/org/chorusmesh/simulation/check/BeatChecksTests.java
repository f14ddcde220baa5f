package org.chorusmesh.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.mesh.StepByStep;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every invariant of beats, owners and turns, broken on purpose. */
class BeatChecksTests {

    private static final long TTL = 2_000_000_000L;

    private static final int NOBODY = -1;

    private final List<Breach> breaches = new ArrayList<>();
    private final Map<Integer, Life> lives = new HashMap<>();
    private final Hearing hearing = new Hearing(2, TTL, TTL, StepByStep.STEP_NANOS, 1_000_000_000L);
    private Scenario scenario;
    private StepByStep steps;
    private int asleep = NOBODY;

    /** Three nodes that have been together for some seconds, all heard by the hearing. */
    private void begin() {
        begin("nodes: 3");
    }

    private void begin(String mesh) {
        start(mesh);
        run(6, UnaryOperator.identity());
    }

    private void start(String mesh) {
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

    private void run(double seconds, UnaryOperator<List<Arrival>> network) {
        this.steps.run(
                seconds,
                new RunObserver() {
                    @Override
                    public void stepped(
                            long nanos, Member member, List<Arrival> all, StepResult result) {
                        Life life = BeatChecksTests.this.lives.get(member.index());
                        if (life == null || life.node() != member.node()) {
                            life = new Life(member, nanos);
                            BeatChecksTests.this.lives.put(member.index(), life);
                            BeatChecksTests.this.hearing.born(life, nanos);
                        }
                        BeatState state = life.node().beat();
                        if (member.index() != BeatChecksTests.this.asleep) {
                            life.stepped(
                                    nanos, state.settled(), state.jumps(), StepByStep.STEP_NANOS);
                        }
                        if (result.report() != null) {
                            life.sent(result.report(), nanos);
                        }
                        BeatChecksTests.this.hearing.heard(life, network.apply(all), nanos);
                        BeatChecksTests.this.hearing.update(nanos);
                    }

                    @Override
                    public void sampled(long nanos) {}
                },
                (at) -> {});
    }

    private long now() {
        // Of the last step.
        return this.steps.nanos() - StepByStep.STEP_NANOS;
    }

    private Life life(int node) {
        return this.lives.get(node);
    }

    private Breaches breaches() {
        return new Breaches(this.breaches);
    }

    private OwnerCheck owners(boolean turns, boolean guarded) {
        return new OwnerCheck("job", this.hearing, turns, guarded, TTL, breaches());
    }

    private void assertBroken(Invariant invariant) {
        assertThat(this.breaches)
                .isNotEmpty()
                .allSatisfy((breach) -> assertThat(breach.invariant()).isEqualTo(invariant));
    }

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

    private TurnCheck turns(List<Act> acts) {
        return new TurnCheck(0, 4, this.hearing, owners(true, false), TTL, breaches(), acts::add);
    }

    /** The beats of a node that agrees on a list that is not the others'. */
    private static BeatState agreeing(BeatState like, long number, double turn, MemberList list) {
        ListState state = new ListState(number, list, 1, 9, true);
        return new BeatState(
                number,
                turn,
                like.rate(),
                like.atNanos(),
                number + 1,
                null,
                like.jumps(),
                true,
                1,
                state,
                ListState.NONE,
                2,
                2,
                0,
                0,
                List.of());
    }

    private void turn(TurnCheck check, Life life, double turn, MemberList list) {
        BeatState state = agreeing(life.node().beat(), 400, turn, list);
        FiredBeat fired = (turn == 0) ? new FiredBeat(400, 0, state.atNanos()) : null;
        check.stepped(life, state, fired, now());
    }

    private MemberList list(int... nodes) {
        List<Slot> slots = new ArrayList<>();
        for (int node : nodes) {
            slots.add(new Slot(life(node).nodeId(), life(node).boot()));
        }
        return MemberList.of(slots);
    }

    @Test
    void turnsThatOverlapAreSeen() {
        begin();
        TurnCheck check = turns(new ArrayList<>());
        turn(check, life(0), 0, list(0, 1));
        turn(check, life(1), 0, list(0, 1));
        turn(check, life(0), 0.1, list(0, 1));
        assertThat(this.breaches).isEmpty();
        turn(check, life(2), 0, list(2));
        assertThat(this.breaches).isNotEmpty();
        assertThat(this.breaches.get(0).invariant()).isEqualTo(Invariant.NO_OVERLAP);
    }

    @Test
    void aTurnThatIsOverIsKeptWithItsSlot() {
        begin();
        List<Act> acts = new ArrayList<>();
        TurnCheck check = turns(acts);
        turn(check, life(0), 0, list(0, 1));
        assertThat(check.turns()).isOne();
        check.end(now());
        assertThat(acts).singleElement();
        assertThat(acts.get(0).slot()).isZero();
        assertThat(acts.get(0).of()).isEqualTo(2);
        assertThat(acts.get(0).number()).isEqualTo(400);
    }

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
