package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests for {@link EvenTurns} and {@link StableTurns}. */
class TurnTests {

    private final Ensemble ensemble = new Ensemble();

    private final List<Turn> turns = new ArrayList<>();

    private final List<String> seen = new ArrayList<>();

    private Job add(long every, Spread spread) {
        return this.ensemble.jobs.addOnTurn(
                "job",
                every,
                spread,
                Overrun.SKIP,
                (turn) -> {
                    this.turns.add(turn);
                    this.seen.add(
                            "%.3f of cycle %d, %s left"
                                    .formatted(
                                            this.ensemble.chorus.nanoTime() / 1e9 - turn.cycle(),
                                            turn.cycle(),
                                            turn.remaining()));
                });
    }

    @Test
    void beginsInItsSlotAndEndsBeforeTheNext() {
        this.ensemble.chorus.members("a", "b", "z");
        Job job = add(60, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(200);
        assertThat(this.seen)
                .containsExactly(
                        "30.000 of cycle 60, PT14.75S left", "30.000 of cycle 120, PT14.75S left");
        Turn turn = this.turns.get(0);
        assertThat(turn.slot()).isEqualTo(2);
        assertThat(turn.of()).isEqualTo(4);
        assertThat(turn.fence()).isEqualTo(90L << 16);
        assertThat(turn.remaining()).isZero();
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(2);
    }

    @Test
    void beginsBetweenBeatsWhereMoreShareACycleThanItHasBeats() {
        this.ensemble.chorus.members("a", "b", "z");
        add(1, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(2);
        // Half of the slot at most is guard.
        assertThat(this.seen).containsExactly("0.500 of cycle 1, PT0.125S left");
        assertThat(this.turns.get(0).fence()).isEqualTo((1L << 16) + 2);
    }

    @Test
    void beginsWithTheCycleInTheFirstSlot() {
        this.ensemble.chorus.members("x", "y");
        add(9, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(9);
        assertThat(this.seen).containsExactly("0.000 of cycle 9, PT2.75S left");
        assertThat(this.turns.get(0).ends()).isEqualTo(Instant.parse("2026-01-01T00:00:11.750Z"));
    }

    @Test
    void keepsTheListOfTheCyclesBeginning() {
        this.ensemble.chorus.members("a", "b", "z");
        add(60, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(61);
        this.ensemble.chorus.members("a");
        this.ensemble.chorus.advanceBeats(59);
        assertThat(this.seen).containsExactly("30.000 of cycle 60, PT14.75S left");
        this.ensemble.chorus.advanceBeats(59);
        assertThat(this.turns.get(1).of()).isEqualTo(2);
    }

    @Test
    void hasNoTurnWithoutAgreementAtTheBeginningOfTheCycle() {
        Job job = add(10, Spread.EVEN);
        this.ensemble.chorus.withoutAgreement();
        this.ensemble.chorus.advanceBeats(11);
        this.ensemble.chorus.withAgreement();
        this.ensemble.chorus.advanceBeats(8);
        assertThat(this.turns).isEmpty();
        assertThat(job.count(JobOutcome.NO_AGREEMENT)).isOne();
    }

    @Test
    void endsATurnByAJump() {
        this.ensemble.chorus.members("x");
        add(10, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(10);
        assertThat(this.turns.get(0).remaining()).isPositive();
        this.ensemble.chorus.leapTo(11);
        assertThat(this.turns.get(0).remaining()).isZero();
    }

    @Test
    void doesNotBeginATurnAfterAJump() {
        this.ensemble.chorus.members("a");
        Job job = add(10, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(12);
        this.ensemble.chorus.leapTo(13);
        this.ensemble.chorus.advanceBeats(6);
        assertThat(this.turns).isEmpty();
        assertThat(job.count(JobOutcome.LATE)).isOne();
    }

    @Test
    void hasNoTurnInACycleWhoseBeginningItLeaptOver() {
        Job job = add(10, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(5);
        this.ensemble.chorus.leapTo(10);
        this.ensemble.chorus.advanceBeats(5);
        assertThat(this.turns).isEmpty();
        assertThat(job.count(JobOutcome.MISSED)).isOne();
    }

    @Test
    void beginsLateWithinItsSlotAfterAPause() {
        this.ensemble.chorus.members("a");
        add(10, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(11);
        this.ensemble.chorus.stall(Duration.ofSeconds(6));
        assertThat(this.seen).containsExactly("7.000 of cycle 10, PT2.75S left");
    }

    @Test
    void doesNotBeginAfterItsSlot() {
        this.ensemble.chorus.members("z");
        Job job = add(10, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(9);
        this.ensemble.chorus.members("a", "z");
        this.ensemble.chorus.advanceBeats(2);
        this.ensemble.chorus.stall(Duration.ofMillis(5_700));
        assertThat(this.turns).isEmpty();
        assertThat(job.count(JobOutcome.LATE)).isOne();
    }

    @Test
    void saysWhenItsSlotChanges() {
        add(10, Spread.EVEN);
        this.ensemble.chorus.advanceBeats(25);
        this.ensemble.chorus.members("a");
        this.ensemble.chorus.advanceBeats(10);
        this.ensemble.chorus.withoutAgreement();
        this.ensemble.chorus.advanceBeats(10);
        assertThat(this.ensemble.published)
                .filteredOn(TurnChanged.class::isInstance)
                .containsExactly(
                        new TurnChanged("me", "job", 10, 0, 1),
                        new TurnChanged("me", "job", 30, 1, 2),
                        new TurnChanged("me", "job", 40, -1, 0));
    }

    @Test
    void hasAStableTurnAtOnePlaceWhateverOtherMembersArePresent() {
        Job job = add(100, Spread.STABLE);
        double place = 100 * StablePlace.of("me");
        this.ensemble.chorus.withoutAgreement();
        this.ensemble.chorus.advanceBeats(100);
        this.ensemble.chorus.members("a", "b");
        this.ensemble.chorus.advanceBeats(200);
        assertThat(this.seen)
                .containsExactly(
                        "%.3f of cycle 0, PT1M39.75S left".formatted(place),
                        "%.3f of cycle 100, PT1M39.75S left".formatted(place),
                        "%.3f of cycle 200, PT1M39.75S left".formatted(place));
        assertThat(this.turns.get(0).slot()).isZero();
        assertThat(this.turns.get(0).of()).isOne();
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(3);
    }

    /** A store refuses a token that it has from another node. */
    @Test
    void stableTurnsThatBeginInOneBeatHaveTokensInTheirOrder() {
        Map<Double, Long> tokens = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            String id = "node-" + i;
            FakeSource source = new FakeSource();
            source.step(100, 0, 1, 101, null, 0);
            List<Turn> begun = new ArrayList<>();
            BeatEvents events = new BeatEvents(source, Runnable::run, (event) -> {});
            Pulse pulse = new Pulse(source);
            Jobs jobs =
                    new Jobs(source, pulse, Runnable::run, events, ObservationRegistry.NOOP, 0.25);
            Job job = jobs.addOnTurn("job", 4, Spread.STABLE, Overrun.SKIP, (turn) -> {});
            StableTurns turns =
                    new StableTurns(id, 4, 0.25, new TurnStart(source, job, begun::add));
            turns.look(source.state(), source.nanoTime());
            source.pass(4 * StablePlace.of(id) + 0.01);
            turns.look(source.state(), source.nanoTime());
            tokens.put(StablePlace.of(id), begun.get(0).fence());
        }
        assertThat(List.copyOf(tokens.values())).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void runsTheLatestStableTurnAloneAfterAPause() {
        Job job = add(10, Spread.STABLE);
        this.ensemble.chorus.advanceBeats(20);
        int before = this.turns.size();
        this.ensemble.chorus.stall(Duration.ofSeconds(50));
        assertThat(this.turns).hasSize(before + 1);
        assertThat(job.count(JobOutcome.MISSED)).isEqualTo(4);
    }

    @Test
    void runsNoStableTurnTwiceThoughTheNumberLeaps() {
        add(10, Spread.STABLE);
        for (int i = 1; i <= 50; i++) {
            this.ensemble.chorus.advance(Duration.ofMillis(700));
            this.ensemble.chorus.leapTo(this.ensemble.beats.now().number() + i % 3);
        }
        assertThat(this.turns).extracting(Turn::cycle).doesNotHaveDuplicates().isSorted();
        assertThat(this.turns.size()).isBetween(2, 20);
    }

    @Test
    void runsNoStableTurnTwiceThoughThePhaseIsSetBack() {
        FakeSource source = new FakeSource();
        Pulse pulse = new Pulse(source);
        BeatEvents events = new BeatEvents(source, Runnable::run, (event) -> {});
        Jobs jobs = new Jobs(source, pulse, Runnable::run, events, ObservationRegistry.NOOP, 0.25);
        // Near to the end of the cycle from 100 on.
        double place = 100 * StablePlace.of("me");
        long beat = 100 + (long) place;
        double within = place - (long) place;
        source.step(beat, 0, 1, beat + 1, null, 0);
        jobs.addOnTurn("job", 100, Spread.STABLE, Overrun.SKIP, this.turns::add);
        pulse.look();
        source.pass(within + 0.01);
        pulse.look();
        assertThat(this.turns).hasSize(1);
        source.step(beat - 1, 0.9, 1, beat + 1, null, 1);
        pulse.look();
        source.pass(within + 0.2);
        pulse.look();
        assertThat(this.turns).hasSize(1);
    }

    @Test
    void spreadsStablePlacesOverTheCycle() {
        int[] quarters = new int[4];
        for (int i = 0; i < 4000; i++) {
            quarters[(int) (4 * StablePlace.of("node-" + i))]++;
        }
        for (int quarter : quarters) {
            assertThat(quarter).isBetween(900, 1100);
        }
    }
}
