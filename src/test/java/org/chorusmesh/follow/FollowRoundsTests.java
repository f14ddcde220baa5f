package org.chorusmesh.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.chorusmesh.beat.BeatState;
import org.junit.jupiter.api.Test;

/** Tests for {@link FollowRounds} and what becomes of the answers, with time by hand. */
class FollowRoundsTests {

    private static final long MILLI = 1_000_000L;

    private static final long SECOND = 1000 * MILLI;

    private static final URI FIRST = URI.create("http://first/api/v1");

    private static final URI SECOND_URL = URI.create("http://second/api/v1");

    private final Map<URI, FakeAnswers> nodes = new HashMap<>();
    private final List<URI> asked = new ArrayList<>();
    private long nowNanos = -7 * SECOND;

    private final Follower follower = new Follower("a", () -> this.nowNanos);

    private final FollowRounds rounds =
            new FollowRounds(
                    List.of(FIRST, SECOND_URL),
                    new Questions(),
                    "chorus",
                    new FollowedBeats("a"),
                    this.follower,
                    () -> this.nowNanos,
                    new SplittableRandom(1));

    FollowRoundsTests() {
        this.nodes.put(FIRST, new FakeAnswers("a", 3 * SECOND));
        this.nodes.put(SECOND_URL, new FakeAnswers("b", -9 * SECOND));
    }

    /** A node of two beats a second, whose beat 0 was at the instant 0 of this test's clock. */
    private final class FakeAnswers {

        String nodeId;
        String members;
        String mesh = "chorus";
        long aheadNanos;
        double shiftBeats = 1000;
        boolean agreed = true;
        int epochBeats = 4;
        boolean up = true;
        int failuresToCome;

        FakeAnswers(String nodeId, long aheadNanos) {
            this.nodeId = nodeId;
            this.members = nodeId;
            this.aheadNanos = aheadNanos;
        }

        double place() {
            return FollowRoundsTests.this.nowNanos * 2e-9 + this.shiftBeats;
        }

        String beat() {
            long number = (long) Math.floor(place());
            long clock = FollowRoundsTests.this.nowNanos + this.aheadNanos;
            return """
                    {"nodeId": "%s", "mesh": "%s", "state": "running", "number": %d, "phase": %s,
                     "frequencyHz": 2, "nextNumber": %d, "errorBound": 0, "settled": true,
                     "receivedNanos": %d, "sentNanos": %d}
                    """
                    .formatted(
                            this.nodeId,
                            this.mesh,
                            number,
                            place() - number,
                            number + 1,
                            clock,
                            clock);
        }

        String members() {
            long epoch = Math.floorDiv((long) Math.floor(place()), this.epochBeats);
            return """
                    {"members": [{"nodeId": "%s", "incarnation": 1, "bootId": "0000000000000001",
                      "state": "settled", "ageMillis": 0, "silenceMillis": 0, "held": false,
                      "self": true}],
                     "epochBeats": %d, "presentEpoch": %s, "comingEpoch": %s}
                    """
                    .formatted(
                            this.members,
                            this.epochBeats,
                            epoch(epoch, true),
                            epoch(epoch + 1, this.agreed));
        }

        private String epoch(long epoch, boolean agreedOn) {
            return """
                    {"firstNumber": %d, "list": ["a", "b"], "held": [], "radius": 255,
                     "digest": "0000000000000001", "agreed": %s}
                    """
                    .formatted(epoch * this.epochBeats, agreedOn);
        }
    }

    private final class Questions implements NodeQuestions {

        private FakeAnswers at(URI node) throws FollowException {
            FakeAnswers answers = FollowRoundsTests.this.nodes.get(node);
            FollowRoundsTests.this.nowNanos += MILLI;
            if (!answers.up || answers.failuresToCome-- > 0) {
                throw new FollowException("cannot be connected to");
            }
            return answers;
        }

        @Override
        public Timed<BeatAnswer> beat(URI node) throws FollowException {
            long before = FollowRoundsTests.this.nowNanos;
            String json = at(node).beat();
            FollowRoundsTests.this.nowNanos += MILLI;
            return new Timed<>(Answers.beat(json), before, FollowRoundsTests.this.nowNanos);
        }

        @Override
        public MembersAnswer members(URI node) throws FollowException {
            FollowRoundsTests.this.asked.add(node);
            return Answers.members(at(node).members());
        }
    }

    private void round() throws InterruptedException {
        this.nowNanos += this.rounds.round();
    }

    private void roundsFor(long nanos) throws InterruptedException {
        long end = this.nowNanos + nanos;
        while (this.nowNanos < end) {
            round();
        }
    }

    @Test
    void firesNothingBeforeANodeHasAnswered() {
        assertThat(this.follower.isRunning()).isFalse();
        assertThat(this.follower.state().nextAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void bringsTheBeatsOfTheNodeToTheOwnClock() throws InterruptedException {
        roundsFor(5 * SECOND);
        BeatState state = this.follower.state();
        assertThat(this.follower.isRunning()).isTrue();
        assertThat(state.settled()).isTrue();
        assertThat(state.instantOf(1000, 0)).isCloseTo(0, within(1000L));
        assertThat(this.follower.errorBoundNanos()).isBetween(MILLI, MILLI + MILLI / 2);
        assertThat(state.jumps()).isOne();
    }

    @Test
    void hasTheListsOfTheNodeThatItActsFor() throws InterruptedException {
        round();
        assertThat(this.follower.state().agreedList(this.follower.state().number())).isNotNull();
    }

    @Test
    void knowsTheListOfEachEpochBeforeItBegins() throws InterruptedException {
        FakeAnswers node = this.nodes.get(FIRST);
        node.epochBeats = 2;
        for (int i = 0; i < 2000; i++) {
            // Agreed on shortly after the list is frozen.
            node.agreed = Math.floorMod(this.nowNanos, SECOND) > 300 * MILLI;
            long pause = this.rounds.round();
            BeatState state = this.follower.state();
            long next = this.nowNanos + pause;
            long beatThen = (long) Math.floor(1000 + next * 2e-9);
            assertThat(state.agreedList(beatThen)).as("beat %s", beatThen).isNotNull();
            this.nowNanos = next;
        }
        assertThat((double) this.asked.size() / (this.nowNanos / SECOND)).isLessThan(2.5);
    }

    @Test
    void oneFailureIsNoReasonToFollowAnotherNode() throws InterruptedException {
        round();
        this.nodes.get(FIRST).failuresToCome = 1;
        round();
        assertThat(this.follower.status().nodeId()).isEqualTo("a");
        assertThat(this.follower.status().switches()).isOne();
        assertThat(this.asked).doesNotContain(SECOND_URL);
    }

    @Test
    void followsAnotherNodeWithoutAGapAndWithoutItsLists() throws InterruptedException {
        roundsFor(3 * SECOND);
        long jumps = this.follower.state().jumps();
        this.nodes.get(FIRST).up = false;
        round();
        BeatState state = this.follower.state();
        assertThat(this.follower.status().nodeId()).isEqualTo("b");
        assertThat(this.follower.isRunning()).isTrue();
        assertThat(this.follower.status().losses()).isZero();
        assertThat(state.instantOf(1000, 0)).isCloseTo(0, within(1000L));
        assertThat(state.agreedList(state.number())).isNull();
        assertThat(state.jumps()).as("a turn ends").isGreaterThan(jumps);
        assertThat(this.rounds.problems())
                .containsExactly(Map.entry(FIRST.toString(), "cannot be connected to"));
    }

    @Test
    void comesBackToTheNodeThatItActsFor() throws InterruptedException {
        this.nodes.get(FIRST).up = false;
        roundsFor(60 * SECOND);
        assertThat(this.follower.status().nodeId()).isEqualTo("b");
        long probes = this.asked.stream().filter(FIRST::equals).count();
        assertThat(probes).as("backs off").isBetween(8L, 20L);
        this.nodes.get(FIRST).up = true;
        roundsFor(12 * SECOND);
        BeatState state = this.follower.state();
        assertThat(this.follower.status().nodeId()).isEqualTo("a");
        assertThat(state.agreedList(state.number())).isNotNull();
        assertThat(this.rounds.problems()).isEmpty();
    }

    @Test
    void isLostAfterThreeSecondsAndComesBack() throws InterruptedException {
        roundsFor(3 * SECOND);
        this.nodes.values().forEach((node) -> node.up = false);
        List<Boolean> settled = new ArrayList<>();
        this.follower.addStepListener(() -> settled.add(this.follower.state().settled()));
        long lastAnswer = this.follower.state().atNanos();
        while (this.follower.status().following()) {
            assertThat(this.nowNanos - lastAnswer).isLessThan(Follower.COAST_NANOS + 100 * MILLI);
            round();
        }
        assertThat(this.nowNanos - lastAnswer).isGreaterThan(Follower.COAST_NANOS);
        assertThat(this.follower.isRunning()).isFalse();
        assertThat(settled).containsExactly(false);
        BeatState lost = this.follower.state();
        assertThat(lost.agreedList(lost.number())).isNull();
        this.nodes.get(FIRST).up = true;
        roundsFor(12 * SECOND);
        assertThat(this.follower.isRunning()).isTrue();
        assertThat(this.follower.status().losses()).isOne();
        assertThat(this.follower.state().jumps()).isGreaterThan(lost.jumps());
    }

    @Test
    void coastsNoLongerThanThreeSecondsEvenWhereNoRoundEnds() throws InterruptedException {
        round();
        this.nowNanos = this.follower.state().atNanos() + Follower.COAST_NANOS;
        assertThat(this.follower.isRunning()).isTrue();
        this.nowNanos++;
        assertThat(this.follower.isRunning()).isFalse();
    }

    @Test
    void aKickOfThePhaseIsAJumpAndTheRateIsNone() throws InterruptedException {
        roundsFor(20 * SECOND);
        assertThat(this.follower.state().jumps()).isOne();
        this.nodes.get(FIRST).shiftBeats += 0.2;
        round();
        assertThat(this.follower.state().jumps()).isEqualTo(2);
        this.nodes.get(FIRST).shiftBeats += 5;
        round();
        assertThat(this.follower.state().jumps()).isEqualTo(3);
    }

    @Test
    void aRestartOfTheNodeWithAnotherClockIsAJump() throws InterruptedException {
        roundsFor(5 * SECOND);
        this.nodes.get(FIRST).aheadNanos = -3600 * SECOND;
        round();
        assertThat(this.follower.state().jumps()).isEqualTo(2);
        assertThat(this.follower.state().instantOf(1000, 0)).isCloseTo(0, within(1000L));
    }

    @Test
    void followsNoNodeOfAnotherMesh() throws InterruptedException {
        this.nodes.get(FIRST).mesh = "other";
        round();
        assertThat(this.follower.status().nodeId()).isEqualTo("b");
        assertThat(this.rounds.problems())
                .containsValue("is a node of the mesh other, and chorus.mesh is chorus");
    }

    @Test
    void followsNoUrlAtWhichSeveralNodesAnswer() throws InterruptedException {
        this.nodes.get(FIRST).members = "c";
        round();
        assertThat(this.follower.status().nodeId()).isEqualTo("b");
        assertThat(this.rounds.problems())
                .containsValue(
                        "is the URL of several nodes, c and a: give the URL of each one instead");
    }
}
