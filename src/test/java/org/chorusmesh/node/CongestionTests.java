package org.chorusmesh.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often nodes report where their reports are held up. */
class CongestionTests {

    private static final long MILLI = 1_000_000L;

    private static final long PERIOD = 50 * MILLI;

    private static final long LONGEST = 400 * MILLI;

    /** More than two gossip periods, and than a twentieth of the TTL. */
    private static final long HELD_UP_MILLIS = 150;

    /** How many of a hundred reports are held up. */
    private int heldUp;

    private VirtualMesh mesh = new VirtualMesh(Settings.defaults(), 1, this::delayMillis);

    private long delayMillis(long random) {
        return 2 + ((random % 100 < this.heldUp) ? HELD_UP_MILLIS : random % 2);
    }

    private List<Report> sentIn(String id, long millis) {
        List<Report> sent = this.mesh.members.get(id).sent;
        int before = sent.size();
        this.mesh.run(millis);
        return List.copyOf(sent.subList(before, sent.size()));
    }

    private static void statesPeriod(List<Report> reports) {
        assertThat(reports)
                .isNotEmpty()
                .allSatisfy((one) -> assertThat(one.gossipPeriodNanos()).isEqualTo(PERIOD));
    }

    private void start() {
        this.mesh.addInStep("a", "b", "c");
        this.mesh.run(3000);
    }

    /** Its last reports while it is never calm, so that no calm makes the time longer. */
    private List<Report> disturbedIn(String id, long millis) {
        for (long ran = 0; ran < millis - 500; ran += 100) {
            this.mesh.command(id, new Command.Kick(0.01));
            this.mesh.run(100);
        }
        this.mesh.command(id, new Command.Kick(0.01));
        return sentIn(id, 500);
    }

    @Test
    void whereMostReportsAreHeldUpTheTimeToTheNextGrowsToWhatPeersCopeWith() {
        start();
        this.heldUp = 80;
        assertThat(disturbedIn("a", 6000))
                .isNotEmpty()
                .allSatisfy(
                        (one) ->
                                assertThat(one.gossipPeriodNanos())
                                        .isBetween(LONGEST / 2, LONGEST));
    }

    @Test
    void whereFewerAreHeldUpItDoesNot() {
        start();
        this.heldUp = 20;
        statesPeriod(disturbedIn("a", 6000));
    }

    @Test
    void onceReportsComeInTimeItShrinksSlowly() {
        start();
        this.heldUp = 80;
        disturbedIn("a", 6000);
        this.heldUp = 0;
        assertThat(disturbedIn("a", 2000))
                .isNotEmpty()
                .allSatisfy(
                        (one) ->
                                assertThat(one.gossipPeriodNanos())
                                        .isBetween(2 * PERIOD, LONGEST - 1));
        statesPeriod(disturbedIn("a", 40_000));
    }

    @Test
    void aNodeWhoseOwnStepsComeLateReportsLessOften() {
        start();
        VirtualMesh.Member a = this.mesh.members.get("a");
        for (int i = 0; i < 40; i++) {
            this.mesh.command("a", new Command.Kick(0.01));
            a.paused = true;
            this.mesh.run(90);
            a.paused = false;
            this.mesh.run(1);
        }
        assertThat(a.sent.get(a.sent.size() - 1).gossipPeriodNanos()).isGreaterThan(4 * PERIOD);
    }

    @Test
    void aNodeThatPausesForAMomentNowAndThenDoesNot() {
        start();
        VirtualMesh.Member a = this.mesh.members.get("a");
        for (int i = 0; i < 10; i++) {
            a.paused = true;
            this.mesh.run(90);
            a.paused = false;
            statesPeriod(disturbedIn("a", 600));
        }
    }

    @Test
    void aNodeWhoseReportsAreHeldUpStepsOnceAGossipPeriodAndAroundBeats() {
        start();
        this.heldUp = 80;
        this.mesh.run(6000);
        int before = this.mesh.members.get("a").steps;
        this.mesh.run(10_000);
        assertThat(this.mesh.members.get("a").steps - before).isBetween(200, 260);
    }

    @Test
    void aCommandDoesNotActOnTheTimeBeforeIt() {
        start();
        this.heldUp = 80;
        disturbedIn("a", 6000);
        while (this.mesh.asleepMillis("a") < 30) {
            this.mesh.run(1);
        }
        double before = this.mesh.phase("a");
        this.mesh.command("a", new Command.Kick(1.5));
        this.mesh.run(1);
        // In a step of the settings the field moves it by K 2/3 sin 1.5 10 ms: 0.017 rad.
        assertThat(Phases.difference(this.mesh.phase("a"), before + 2 * Math.PI * 1e-3))
                .isCloseTo(1.5 - 0.0166, within(0.005));
    }

    @Test
    void aSteadyNodeKeepsItsPeriod() {
        this.mesh.pace = Pace.STEADY;
        start();
        this.heldUp = 80;
        this.mesh.run(6000);
        statesPeriod(sentIn("a", 1000));
    }

    @Test
    void aPeerThatCopesWithAConstantPeriodOnlyKeepsTheNodeAtItsPeriod() {
        start();
        this.mesh.members.get("b").wire =
                (report) -> report.toBuilder().longestPeriodNanos(0).build();
        this.heldUp = 80;
        this.mesh.run(6000);
        statesPeriod(sentIn("a", 1000));
    }

    /** It has reports of before the pause to read, all of which are old. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWaitedWhileTheNodeSleptWasNotHeldUp(boolean clockStands) {
        start();
        VirtualMesh.Member a = this.mesh.members.get("a");
        a.suspended = clockStands;
        a.paused = !clockStands;
        this.mesh.run(1500);
        a.suspended = false;
        a.paused = false;
        statesPeriod(disturbedIn("a", 600));
    }

    /**
     * Until they are in step five nodes would send 400 reports a second. What carries them carries
     * 150, and drops what would wait for more than 0.8 s.
     */
    @Test
    void nodesThatAreTooManyForTheirMachineComeIntoStepAndThenNeedLessOfIt() {
        double[] freeAtMillis = {0};
        double[] nowMillis = {0};
        this.mesh =
                new VirtualMesh(
                        Settings.defaults(),
                        1,
                        (random) -> {
                            freeAtMillis[0] =
                                    Math.max(nowMillis[0], freeAtMillis[0]) + 1000.0 / 150;
                            return 1 + (long) (freeAtMillis[0] - nowMillis[0]);
                        });
        for (int i = 0; i < 5; i++) {
            this.mesh.add("n" + i, JoinMode.FREE, 1.1 * i, 4).wire =
                    (report) -> (freeAtMillis[0] - nowMillis[0] > 800) ? null : report;
        }
        for (int i = 0; i < 60_000; i++) {
            this.mesh.run(1);
            nowMillis[0]++;
        }
        assertThat(this.mesh.spread("n0", "n1", "n2", "n3", "n4")).isLessThan(0.1);
        assertThat(this.mesh.members.values())
                .allSatisfy((member) -> assertThat(member.node.beat().present().agreed()).isTrue());
        assertThat(freeAtMillis[0] - nowMillis[0]).as("nothing waits").isLessThan(100);
        assertThat(sentIn("n0", 10_000)).hasSizeLessThan(60);
    }
}
