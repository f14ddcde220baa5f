package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.awaitility.core.ConditionFactory;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.settings.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tests for {@link BeatNumberStore} and {@link BeatNumberKeeper}. */
@ExtendWith(OutputCaptureExtension.class)
class BeatNumberTests {

    private static final ConditionFactory AT_ONCE =
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));

    private static final long NOW = 1_800_000_000_000L;

    /** What 1 Hz gives at that instant. */
    private static final long BEATS = 2_545_584_412L;

    private static final double ONE_HERTZ = 2 * Math.PI;

    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path directory;

    private BeatNumberKeeper keeper;

    @AfterEach
    void close() {
        if (this.keeper != null) {
            this.keeper.close();
        }
    }

    @Test
    void beginsWithTheWallClock() {
        assertThat(store().begin(NOW, 1)).isEqualTo(BEATS);
    }

    @Test
    void isWrittenAheadBeforeTheFirstBeat() {
        store().begin(NOW, 1);
        assertThat(kept()).isEqualTo(BEATS + 21);
        assertThat(store().begin(NOW, 1)).isEqualTo(BEATS + 22);
    }

    @Test
    void growsOverARestartWhenTheClockWasSetBack() {
        store().keep(BEATS);
        assertThat(store().begin(NOW - 86_400_000L, 1)).isEqualTo(BEATS + 1);
    }

    @Test
    void dropsWhatIsMoreThanThirtyDaysOfBeatsAheadWithAWarning(CapturedOutput output) {
        store().keep(2 * BEATS);
        assertThat(store().begin(NOW, 1)).isEqualTo(BEATS);
        assertThat(output).contains("more than 30 days of beats ahead");
        assertThat(kept()).isEqualTo(BEATS + 21);
    }

    @Test
    void ignoresAFileThatCannotBeReadWithAWarning(CapturedOutput output) throws IOException {
        store().keep(5);
        try (var files = Files.list(this.directory)) {
            Files.writeString(files.findAny().orElseThrow(), "12x");
        }
        assertThat(store().begin(NOW, 1)).isEqualTo(BEATS);
        assertThat(output).contains("The beat number in").contains("cannot be read and is ignored");
    }

    @Test
    void aCrashNeverRepeatsANumber() {
        this.keeper = new BeatNumberKeeper(store(), "me");
        for (int beat = 0; beat < 200; beat++) {
            long reached = BEATS + beat;
            this.keeper.look(state(reached, ONE_HERTZ, beat * SECOND));
            AT_ONCE.until(() -> kept() > reached);
        }
    }

    @Test
    void writesOnceInTenSecondsAtMost() throws IOException {
        this.keeper = new BeatNumberKeeper(store(), "me");
        long writes = 0;
        long before = -1;
        for (int tenth = 0; tenth < 600; tenth++) {
            this.keeper.look(state(BEATS + tenth, 10 * ONE_HERTZ, tenth * SECOND / 10));
            // What was just handed over is written by now.
            long reached = BEATS + tenth;
            AT_ONCE.until(() -> kept() > reached);
            long now = kept();
            writes += (now != before) ? 1 : 0;
            before = now;
        }
        assertThat(writes).isBetween(5L, 7L);
    }

    @Test
    void writesALeapBeyondWhatWasWrittenAheadAfterASecond() {
        this.keeper = new BeatNumberKeeper(store(), "me");
        this.keeper.look(state(BEATS, ONE_HERTZ, 0));
        this.keeper.look(state(BEATS + 1000, ONE_HERTZ, SECOND));
        await().until(() -> kept() == BEATS + 1021);
    }

    @Test
    void aCleanStopLeavesTheExactNumber() {
        this.keeper = new BeatNumberKeeper(store(), "me");
        this.keeper.look(state(BEATS + 3, ONE_HERTZ, 0));
        this.keeper.close();
        assertThat(kept()).isEqualTo(BEATS + 3);
        this.keeper = null;
    }

    @Test
    void warnsOnceWhereNothingCanBeKept(CapturedOutput output) throws IOException {
        Path file = Files.createFile(this.directory.resolve("a-file"));
        BeatNumberStore store = new BeatNumberStore(file.resolve("below"), "me");
        assertThat(store.begin(NOW, 1)).isEqualTo(BEATS);
        store.keep(7);
        assertThat(output.getAll().lines().filter((line) -> line.contains("cannot be written")))
                .hasSize(1);
    }

    @Test
    void aNodeThatRunsKeepsItsNumberAndStopsWithTheExactOne() {
        NodeConfiguration plain =
                TestNodes.configuration("me", TestNodes.QUICK.with(Setting.FREQUENCY, 100.0));
        NodeConfiguration configuration =
                new NodeConfiguration(
                        plain.identity(),
                        plain.settings(),
                        plain.joinMode(),
                        plain.initialPhase(),
                        plain.maxPeers(),
                        false,
                        0,
                        BEATS,
                        plain.members());
        FakeGossip gossip = new FakeGossip();
        Integrator integrator =
                new Integrator(
                        new Node(configuration, new SplittableRandom(1), System.nanoTime()),
                        gossip,
                        System::nanoTime,
                        InstantSource.system(),
                        null,
                        new BeatNumberKeeper(store(), "me"));
        ChorusNode node = new ChorusNode(integrator, gossip);
        node.start();
        await().until(() -> node.snapshot().beat().number() > BEATS + 10);
        await().until(() -> kept() > node.snapshot().beat().number());
        node.stop();
        assertThat(kept()).isEqualTo(node.snapshot().beat().nextNumber() - 1);
    }

    private BeatNumberStore store() {
        return new BeatNumberStore(this.directory, "me");
    }

    private long kept() {
        OptionalLong kept = new KeptNumber(this.directory, "me", BeatNumberStore.WHAT).read();
        return kept.orElse(-1);
    }

    private static BeatState state(long reached, double rate, long atNanos) {
        return new BeatState(
                reached,
                0,
                rate,
                atNanos,
                reached + 1,
                null,
                0,
                true,
                32,
                ListState.NONE,
                ListState.NONE,
                0,
                0,
                0,
                0,
                java.util.List.of());
    }
}
