package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link BeatJob}. */
class BeatJobTests {

    private final Ensemble ensemble = new Ensemble();

    private final List<Beat> beats = new ArrayList<>();

    private Job add(long every, long offset, By by) {
        return this.ensemble.jobs.addOnBeat(
                "job", new BeatRule(every, offset, by), Overrun.SKIP, this.beats::add);
    }

    @Test
    void runsOnTheBeatsOfItsCycle() {
        Job job = add(4, 1, By.ALL);
        this.ensemble.chorus.advanceBeats(10);
        assertThat(numbers()).containsExactly(1L, 5L, 9L);
        assertThat(this.beats).allMatch((beat) -> beat.missed() == 0);
        assertThat(this.beats).allMatch((beat) -> beat.lateness().isZero());
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(3);
    }

    @Test
    void countsItsOwnBeatsAsMissedAfterAPause() {
        Job job = add(4, 1, By.ALL);
        this.ensemble.chorus.advanceBeats(2);
        this.ensemble.chorus.stall(Duration.ofSeconds(11));
        assertThat(numbers()).containsExactly(1L, 13L);
        assertThat(this.beats.get(1).missed()).isEqualTo(2);
        assertThat(job.count(JobOutcome.MISSED)).isEqualTo(2);
        this.ensemble.chorus.advanceBeats(4);
        assertThat(this.beats.get(2).missed()).isZero();
    }

    @Test
    void saysOfMissedBeatsOnTheNextOfItsOwn() {
        add(10, 0, By.ALL);
        this.ensemble.chorus.stall(Duration.ofSeconds(23));
        assertThat(this.beats).isEmpty();
        this.ensemble.chorus.advanceBeats(7);
        assertThat(numbers()).containsExactly(30L);
        assertThat(this.beats.get(0).missed()).isEqualTo(2);
    }

    @Test
    void saysHowLateABeatIs() {
        add(1, 0, By.ALL);
        this.ensemble.chorus.stall(Duration.ofMillis(5250));
        assertThat(numbers()).containsExactly(5L);
        assertThat(this.beats.get(0).lateness()).isEqualTo(Duration.ofMillis(250));
        assertThat(this.beats.get(0).missed()).isEqualTo(4);
    }

    @Test
    void runsOnNoBeatThatIsLeaptOver() {
        add(1, 0, By.ALL);
        this.ensemble.chorus.advanceBeats(1);
        this.ensemble.chorus.leapTo(1000);
        this.ensemble.chorus.advanceBeats(1);
        assertThat(numbers()).containsExactly(1L, 1001L);
        assertThat(this.beats.get(1).missed()).isEqualTo(999);
    }

    @Test
    void runsByOneInRotation() {
        this.ensemble.chorus.members("a", "z");
        Job job = add(10, 0, By.ONE);
        this.ensemble.chorus.advanceBeats(90);
        // Of a, me and z it is me at 10, 40 and 70.
        assertThat(numbers()).containsExactly(10L, 40L, 70L);
        assertThat(job.count(JobOutcome.RUN)).isEqualTo(3);
        assertThat(job.count(JobOutcome.OTHERS)).isEqualTo(6);
        assertThat(this.beats)
                .extracting(Beat::fence)
                .containsExactly(10L << 16, 40L << 16, 70L << 16);
    }

    @Test
    void doesNotRunByOneWithoutAgreementAndCountsThat() {
        Job job = add(1, 0, By.ONE);
        this.ensemble.chorus.withoutAgreement();
        this.ensemble.chorus.advanceBeats(3);
        assertThat(this.beats).isEmpty();
        assertThat(job.count(JobOutcome.NO_AGREEMENT)).isEqualTo(3);
        this.ensemble.chorus.withAgreement();
        this.ensemble.chorus.advanceBeats(1);
        assertThat(numbers()).containsExactly(4L);
    }

    @Test
    void runsByAllWithoutAgreement() {
        add(1, 0, By.ALL);
        this.ensemble.chorus.withoutAgreement();
        this.ensemble.chorus.advanceBeats(2);
        assertThat(numbers()).containsExactly(1L, 2L);
    }

    @Test
    void leavesHeldMembersOutOfTheRotation() {
        this.ensemble.chorus.members("a", "z");
        add(1, 0, By.ONE);
        this.ensemble.chorus.becomeOwner();
        this.ensemble.chorus.advanceBeats(3);
        assertThat(numbers()).containsExactly(1L, 2L, 3L);
        this.ensemble.chorus.becomeBystander();
        this.ensemble.chorus.advanceBeats(3);
        assertThat(this.beats).hasSize(3);
    }

    @Test
    void accountsForEveryBeat() {
        this.ensemble.chorus.members("a", "z");
        Job job = add(1, 0, By.ONE);
        this.ensemble.chorus.advanceBeats(5);
        this.ensemble.chorus.withoutAgreement();
        this.ensemble.chorus.stall(Duration.ofSeconds(4));
        this.ensemble.chorus.withAgreement();
        this.ensemble.chorus.advanceBeats(6);
        long sum = 0;
        for (JobOutcome outcome : JobOutcome.values()) {
            sum += outcome.isOfRun() ? 0 : job.count(outcome);
        }
        assertThat(sum).isEqualTo(15);
    }

    private List<Long> numbers() {
        return this.beats.stream().map(Beat::number).toList();
    }
}
