package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.Slot;
import org.junit.jupiter.api.Test;

/** Tests for {@link Beats}. */
class BeatsTests {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Ensemble ensemble = new Ensemble();

    private final Beats beats = this.ensemble.beats;

    @Test
    void saysWhereItIs() {
        this.ensemble.chorus.advance(Duration.ofMillis(2250));
        BeatPosition now = this.beats.now();
        assertThat(now.number()).isEqualTo(2);
        assertThat(now.phase()).isCloseTo(0.25, within(1e-9));
        assertThat(now.settled()).isTrue();
        assertThat(now.agreed()).isTrue();
        assertThat(this.beats.nodeId()).isEqualTo("me");
    }

    @Test
    void saysWhichBeatComesNextAndWhen() {
        this.ensemble.chorus.advance(Duration.ofMillis(2250));
        BeatTime next = this.beats.next().orElseThrow();
        assertThat(next.number()).isEqualTo(3);
        assertThat(next.at()).isBetween(BEGIN.plusSeconds(3), BEGIN.plusSeconds(3).plusNanos(2));
    }

    @Test
    void saysWhenAnyBeatFalls() {
        this.ensemble.chorus.advanceBeats(5);
        assertThat(Duration.between(BEGIN, this.beats.instantOf(100).orElseThrow()))
                .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(100, 100));
        assertThat(Duration.between(BEGIN, this.beats.instantOf(2).orElseThrow()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(2, 100));
    }

    @Test
    void namesTheMembersAndThoseAgreedOn() {
        this.ensemble.chorus.members("z", "a");
        assertThat(this.beats.members()).containsExactly("a", "me", "z");
        assertThat(this.beats.agreed()).contains(List.of("a", "me", "z"));
        this.ensemble.chorus.withoutAgreement();
        assertThat(this.beats.members()).containsExactly("a", "me", "z");
        assertThat(this.beats.agreed()).isEmpty();
        assertThat(this.beats.now().agreed()).isFalse();
    }

    @Test
    void splitsABudgetSoThatTheSharesMakeItUp() {
        this.ensemble.chorus.members("a", "z");
        assertThat(this.beats.share(99)).isEqualTo(33);
        assertThat(this.beats.share(100)).isEqualTo(33);
        assertThat(this.beats.share(101)).isEqualTo(34);
        assertThat(this.beats.share(1)).isZero();
        assertThat(this.beats.share(0)).isZero();
        this.ensemble.chorus.members();
        assertThat(this.beats.share(100)).isEqualTo(100);
        assertThatIllegalArgumentException().isThrownBy(() -> this.beats.share(-1));
    }

    @Test
    void splitsABudgetCarefullyWithoutAgreement() {
        this.ensemble.chorus.members("a", "z");
        this.ensemble.chorus.withoutAgreement();
        assertThat(this.beats.share(101)).isEqualTo(33);
        Beats expecting = new Beats(this.ensemble.chorus, this.ensemble.jobs, 10);
        assertThat(expecting.share(101)).isEqualTo(10);
    }

    @Test
    void hasNoAgreementFromBeforeAPause() {
        FakeSource source = new FakeSource();
        MemberList list = MemberList.of(List.of(new Slot("me", new Boot(1, 1))));
        source.list = new ListState(100, list, 1, 255, true);
        source.step(100, 0, 1, 101, null, 0);
        Beats asleep = new Beats(source, this.ensemble.jobs, 0);
        assertThat(asleep.agreed()).isPresent();
        source.pass(3);
        assertThat(asleep.agreed()).isEmpty();
        source.step(100, 0, 1, 101, null, 0);
        assertThat(asleep.agreed()).isPresent();
        source.running = false;
        assertThat(asleep.agreed()).isEmpty();
    }

    @Test
    void callsListenersUntilTheyAreRemoved() {
        List<Long> heard = new ArrayList<>();
        BeatListener listener = (beat) -> heard.add(beat.number());
        this.beats.addListener(listener);
        this.beats.addListener(listener);
        this.ensemble.chorus.advanceBeats(2);
        this.beats.removeListener(listener);
        this.ensemble.chorus.advanceBeats(2);
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void goesOnThoughAListenerThrows() {
        List<Long> heard = new ArrayList<>();
        this.beats.addListener(
                (beat) -> {
                    throw new IllegalStateException("broken on purpose");
                });
        this.beats.addListener((beat) -> heard.add(beat.number()));
        this.ensemble.chorus.advanceBeats(3);
        assertThat(heard).containsExactly(1L, 2L, 3L);
        Job broken = this.ensemble.jobs.all().get(0);
        assertThat(broken.count(JobOutcome.FAILED)).isEqualTo(3);
        assertThat(broken.description().name()).isEqualTo("listener." + BeatsTests.class.getName());
    }

    @Test
    void publishesLaterWhatTheExecutorRefuses() {
        List<Object> published = new ArrayList<>();
        boolean[] full = {true};
        BeatEvents events =
                new BeatEvents(
                        this.ensemble.chorus,
                        (task) -> {
                            if (full[0]) {
                                throw new RejectedExecutionException("full");
                            }
                            task.run();
                        },
                        published::add);
        events.start();
        this.ensemble.chorus.members("b");
        assertThat(published).isEmpty();
        full[0] = false;
        this.ensemble.chorus.advanceBeats(1);
        assertThat(published).hasSize(2);
    }

    @Test
    void publishesWhoComesAndGoesAndWhetherItIsInStep() {
        this.ensemble.chorus.members("b", "c");
        this.ensemble.chorus.members("c", "d");
        this.ensemble.chorus.loseStep();
        this.ensemble.chorus.regainStep();
        assertThat(this.ensemble.published)
                .containsExactly(
                        new StepRegained("me", 0),
                        new MembersChanged(
                                "me", List.of("b", "c"), List.of(), List.of("b", "c", "me")),
                        new MembersChanged(
                                "me", List.of("d"), List.of("b"), List.of("c", "d", "me")),
                        new StepLost("me", 0),
                        new StepRegained("me", 0));
    }
}
