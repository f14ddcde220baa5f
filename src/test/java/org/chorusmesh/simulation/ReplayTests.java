package org.chorusmesh.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.journal.JournalFormatException;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.journal.JournalWriter;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals, written and run again. */
class ReplayTests {

    private static final long SEED = 42;

    private static final long BORN = -5_000_000_000L;

    @TempDir private Path directory;

    private static NodeConfiguration configuration() {
        Settings settings =
                Settings.defaults().with(Setting.PHASE_LAG, 0.1).with(Setting.NOISE, 0.05);
        return new NodeConfiguration(
                new NodeIdentity("mesh", "n0", new Boot(7, -9)), settings, JoinMode.FREE, 1, 100);
    }

    private static Report report(String id, int step, double phase) {
        return new Report(
                id,
                new Boot(3, 4),
                step,
                step * 10_000_000L,
                50_000_000L,
                phase,
                6,
                6.2,
                false,
                step == 390,
                List.of(new Echo(-9, BORN + step * 10_000_000L - 20_000_000L, 1000)));
    }

    private static List<Command> commands(int step) {
        return switch (step) {
            case 50 ->
                    List.of(
                            new Command.AddressesKnown(true, 3),
                            new Command.Kick(0.5),
                            new Command.OverridePeer("ü", 0.5, null),
                            new Command.OverridePeer("nobody", null, true));
            case 90 ->
                    List.of(
                            new Command.ChangeSettings(
                                    null, SettingsChange.of(Setting.COUPLING, 3.0)),
                            new Command.ChangeSettings(
                                    9L,
                                    SettingsChange.of(Setting.FREQUENCY, 2.0)
                                            .with(Setting.PHASE_LAG, 0.0)
                                            .with(Setting.NOISE, 0.1)
                                            .with(Setting.STEP, 1L)
                                            .with(Setting.GOSSIP_PERIOD, 2L)
                                            .with(Setting.TTL, 3L)));
            case 91 ->
                    List.of(
                            new Command.ChangeSettings(
                                    null,
                                    SettingsChange.NONE
                                            .takingBack(Setting.COUPLING)
                                            .takingBack(Setting.NOISE)));
            case 120 ->
                    List.of(
                            new Command.SetPhase(2),
                            new Command.SetPhase(Double.NaN),
                            new Command.ForgetPeer("ü"));
            case 400 -> List.of(new Command.Leave());
            default -> List.of();
        };
    }

    /** Four hundred steps of everything that a node can be given. */
    private long write(Path file, long maxBytes, int liesAtStep) throws IOException {
        return write(file, maxBytes, liesAtStep, -1);
    }

    private long write(Path file, long maxBytes, int liesAtStep, int liesOfBeatAtStep)
            throws IOException {
        JournalHeader header = new JournalHeader(configuration(), SEED, BORN);
        Node node = new Node(configuration(), header.random(), BORN);
        long last = 0;
        try (JournalWriter journal = new JournalWriter(file, maxBytes, header)) {
            for (int step = 1; step <= 400; step++) {
                long now = BORN + step * 10_000_000L;
                List<Arrival> arrivals = new ArrayList<>();
                if (step % 5 == 0) {
                    arrivals.add(new Arrival(report("ü", step, step * 0.01 % 6), now - 1000));
                    arrivals.add(new Arrival(report("n2", step, Double.NaN), now - 500));
                }
                Inbound inbound = new Inbound(arrivals, step % 3, step % 2, step % 7);
                node.step(now, inbound, commands(step));
                long bits = Double.doubleToRawLongBits(node.phase());
                long number = node.beat().number();
                journal.record(
                        now,
                        inbound,
                        commands(step),
                        (step == liesAtStep) ? bits ^ 1 : bits,
                        (step == liesOfBeatAtStep) ? number + 1 : number);
                last = journal.writtenBytes();
            }
        }
        return last;
    }

    private static Replay.Outcome replay(Path file) throws IOException {
        try (JournalReader journal = new JournalReader(file)) {
            return Replay.run(journal, (node, result) -> {});
        }
    }

    /** It starts after 3 s: neither at once nor with the default patience. */
    @Test
    void aNodeThatWaitedForNamesReplays() throws IOException {
        NodeConfiguration free = configuration();
        NodeConfiguration waiting =
                new NodeConfiguration(
                        free.identity(),
                        free.settings(),
                        JoinMode.ALIGN,
                        1,
                        100,
                        false,
                        3_000_000_000L,
                        4711,
                        new MemberRules(5_000_000_000L, 3, 0, 1));
        Path file = this.directory.resolve("journal");
        Node node = new Node(waiting, new JournalHeader(waiting, SEED, BORN).random(), BORN);
        List<NodeState> states = new ArrayList<>();
        try (JournalWriter journal =
                new JournalWriter(file, Long.MAX_VALUE, new JournalHeader(waiting, SEED, BORN))) {
            for (int step = 1; step <= 400; step++) {
                long now = BORN + step * 10_000_000L;
                List<Command> commands =
                        (step == 1)
                                ? List.of(new Command.AddressesKnown(false, 0, true))
                                : List.of();
                node.step(now, Inbound.NOTHING, commands);
                states.add(node.state());
                journal.record(
                        now,
                        Inbound.NOTHING,
                        commands,
                        Double.doubleToRawLongBits(node.phase()),
                        node.beat().number());
            }
        }
        assertThat(states.get(290)).isEqualTo(NodeState.JOINING);
        assertThat(states.get(310)).isEqualTo(NodeState.RUNNING);
        assertThat(replay(file).isSame()).isTrue();
    }

    @Test
    void aReplayReproducesEveryPhaseToTheBit() throws IOException {
        Path file = this.directory.resolve("journal");
        long written = write(file, Long.MAX_VALUE, -1);
        assertThat(Files.size(file)).isEqualTo(written);
        assertThat(replay(file))
                .isEqualTo(new Replay.Outcome(400, 4_000_000_000L, Replay.End.GOODBYE, null, 0, 0));
        assertThat(replay(file).describe())
                .isEqualTo(
                        "400 steps, every phase the same to the bit and every beat the same, until"
                                + " 4.000 s after the start of the node, when it said goodbye");
    }

    @Test
    void aReplayWritesAPageOfWhatTheNodeKnew() throws IOException {
        Path file = this.directory.resolve("journal");
        write(file, Long.MAX_VALUE, -1);
        Path page = this.directory.resolve("run.html");
        String[] replay = {"replay", file.toString(), "--page", page.toString()};
        assertThat(SimulationCommands.run(replay, System.out)).isZero();
        assertThat(Files.readString(page))
                .contains(
                        "<title>Journal of n0: a run of Chorus</title>", "400 steps, every phase");
        write(file, Long.MAX_VALUE, 300);
        assertThat(SimulationCommands.run(replay, System.out)).isOne();
        assertThat(Files.readString(page)).contains("\"isSound\":false", "step 300 at");
        replay[3] = this.directory.resolve("missing").resolve("run.html").toString();
        assertThat(SimulationCommands.run(replay, System.out)).isEqualTo(2);
    }

    @Test
    void aReplayNamesTheFirstStepThatDiffers() throws IOException {
        Path file = this.directory.resolve("journal");
        write(file, Long.MAX_VALUE, 123);
        Replay.Outcome outcome = replay(file);
        assertThat(outcome.isSame()).isFalse();
        assertThat(outcome.steps()).isEqualTo(122);
        assertThat(outcome.describe()).startsWith("step 123 at ");
    }

    @Test
    void aReplayNamesTheFirstStepWhoseBeatDiffers() throws IOException {
        Path file = this.directory.resolve("journal");
        write(file, Long.MAX_VALUE, -1, 150);
        Replay.Outcome outcome = replay(file);
        assertThat(outcome.isSame()).isFalse();
        assertThat(outcome.steps()).isEqualTo(149);
        assertThat(outcome.differs().phaseBits()).isEqualTo(outcome.phaseBits());
        assertThat(outcome.differs().number()).isEqualTo(outcome.number() + 1);
        assertThat(outcome.describe())
                .startsWith("step 150 at ")
                .contains("and beat %d in the journal".formatted(outcome.number() + 1))
                .endsWith("and %d now".formatted(outcome.number()));
    }

    @Test
    void aJournalEndsAtItsBoundAndReplaysAsFarAsItGoes() throws IOException {
        Path file = this.directory.resolve("journal");
        write(file, 8000, -1);
        assertThat(Files.size(file)).isBetween(7000L, 8000L);
        assertThat(replay(file).isSame()).isTrue();
        assertThat(replay(file).steps()).isBetween(10L, 399L);
        assertThat(replay(file).describe()).contains("ends without a goodbye");
    }

    @Test
    void anEntryThatWasCutShortIsTheEndAndSaidToBe() throws IOException {
        Path file = this.directory.resolve("journal");
        write(file, Long.MAX_VALUE, -1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        assertThat(replay(file))
                .isEqualTo(
                        new Replay.Outcome(
                                399, 3_990_000_000L, Replay.End.WITHIN_A_STEP, null, 0, 0));
        assertThat(replay(file).describe())
                .contains("399 steps")
                .contains("ends within step 400, whose entry is incomplete");
    }

    @Test
    void anotherFileIsNoJournal() throws IOException {
        Path file =
                Files.writeString(this.directory.resolve("text"), "This is not a journal at all.");
        assertThatExceptionOfType(JournalFormatException.class).isThrownBy(() -> replay(file));
        Path older = Files.write(this.directory.resolve("older"), "CHORUSJ\1".getBytes(US_ASCII));
        assertThatExceptionOfType(JournalFormatException.class)
                .isThrownBy(() -> replay(older))
                .withMessage("This is a journal of version 1, and only version 8 can be read");
        Path empty = Files.writeString(this.directory.resolve("empty"), "");
        assertThatExceptionOfType(JournalFormatException.class).isThrownBy(() -> replay(empty));
    }
}
