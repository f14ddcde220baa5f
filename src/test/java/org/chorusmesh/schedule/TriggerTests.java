package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.service.FakeGossip;
import org.chorusmesh.service.TestNodes;
import org.chorusmesh.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.scheduling.TriggerContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.SimpleTriggerContext;

/** Tests for {@link BeatTrigger} and {@link TurnTrigger}. */
class TriggerTests {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Ensemble ensemble = new Ensemble();

    private final TriggerContext context = new SimpleTriggerContext();

    private void assertPlanned(Instant planned, double seconds) {
        assertThat(Duration.between(BEGIN, planned))
                .isBetween(
                        Duration.ofNanos((long) (seconds * 1e9) - 10),
                        Duration.ofNanos((long) (seconds * 1e9) + 10));
    }

    @Test
    void plansTheBeatsOfACycle() {
        BeatTrigger trigger = BeatTrigger.every(4, this.ensemble.beats).offset(1);
        assertPlanned(trigger.nextExecution(this.context), 1);
        this.ensemble.chorus.advance(Duration.ofMillis(1_000));
        assertPlanned(trigger.nextExecution(this.context), 5);
    }

    @Test
    void plansNoBeatTwiceThoughTheTaskWasEarly() {
        BeatTrigger trigger = BeatTrigger.every(4, this.ensemble.beats);
        assertPlanned(trigger.nextExecution(this.context), 4);
        this.ensemble.chorus.advance(Duration.ofMillis(3_999));
        assertPlanned(trigger.nextExecution(this.context), 8);
    }

    @Test
    void leavesOutBeatsThatFallWithinARun() {
        BeatTrigger trigger = BeatTrigger.every(4, this.ensemble.beats);
        trigger.nextExecution(this.context);
        this.ensemble.chorus.advance(Duration.ofMillis(13_500));
        assertPlanned(trigger.nextExecution(this.context), 16);
    }

    @Test
    void plansTheTurnOfTheAgreedList() {
        this.ensemble.chorus.members("a", "b", "z");
        TurnTrigger trigger = TurnTrigger.every(60, this.ensemble.beats);
        assertPlanned(trigger.nextExecution(this.context), 30);
        this.ensemble.chorus.advance(Duration.ofMillis(29_999));
        assertPlanned(trigger.nextExecution(this.context), 90);
        this.ensemble.chorus.advance(Duration.ofSeconds(70));
        this.ensemble.chorus.members("z");
        assertPlanned(trigger.nextExecution(this.context), 120);
    }

    @Test
    void plansAStableTurnWithoutAgreement() {
        this.ensemble.chorus.withoutAgreement();
        TurnTrigger trigger = TurnTrigger.every(60, this.ensemble.beats);
        double place = 60 * StablePlace.of("me");
        assertPlanned(trigger.nextExecution(this.context), place);
        this.ensemble.chorus.advanceBeats(60);
        assertPlanned(trigger.nextExecution(this.context), 60 + place);
    }

    /**
     * Before it joins, a node has a number of its own, which may be far ahead. A node that follows
     * another mesh gives up a number too.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forgetsWhatItHasPlannedByANumberThatIsGivenUp(boolean joined) {
        FakeSource source = new FakeSource();
        source.running = joined;
        source.step(86_000, 0, 1, 86_001, null, 0);
        Beats beats = new Beats(source, this.ensemble.jobs, 0);
        BeatTrigger trigger = BeatTrigger.every(4, beats);
        TurnTrigger turns = TurnTrigger.every(4, beats);
        trigger.nextExecution(this.context);
        turns.nextExecution(this.context);
        source.running = true;
        source.step(100, 0, 1, 101, null, 1);
        assertWithin(trigger.nextExecution(this.context), 4);
        assertWithin(turns.nextExecution(this.context), 8);
    }

    private static void assertWithin(Instant planned, double seconds) {
        assertThat(Duration.between(Instant.now(), planned))
                .isBetween(Duration.ofSeconds(-30), Duration.ofMillis((long) (1e3 * seconds)));
    }

    @Test
    void goesOnWhereThePhaseRests() {
        FakeSource resting = new FakeSource();
        resting.step(100, 0, 0, 101, null, 0);
        Beats beats = new Beats(resting, this.ensemble.jobs, 0);
        Instant now = Instant.now();
        assertThat(BeatTrigger.every(4, beats).nextExecution(this.context))
                .isBetween(now.plusSeconds(4), now.plusSeconds(30));
    }

    @Test
    void refusesCyclesThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BeatTrigger.every(0, this.ensemble.beats));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TurnTrigger.every(-1, this.ensemble.beats));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BeatTrigger.every(4, this.ensemble.beats).offset(4));
    }

    @Test
    void runsTasksOfATaskSchedulerByTheBeatsOfANode() {
        ChorusNode node =
                TestNodes.node(new FakeGossip(), TestNodes.QUICK.with(Setting.FREQUENCY, 20.0));
        Beats beats = new Beats(new NodeBeatSource(node), this.ensemble.jobs, 0);
        List<Long> numbers = new CopyOnWriteArrayList<>();
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.initialize();
        try {
            node.start();
            long begin = beats.now().number();
            scheduler.schedule(
                    () -> numbers.add(beats.now().number()), BeatTrigger.every(2, beats));
            await().until(() -> numbers.size() >= 5);
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            assertThat(numbers.get(4) - begin).isGreaterThanOrEqualTo(8);
        } finally {
            scheduler.shutdown();
            node.stop();
        }
    }
}
