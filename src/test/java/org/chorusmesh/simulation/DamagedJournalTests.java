package org.chorusmesh.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.journal.JournalFormatException;
import org.chorusmesh.journal.JournalHeader;
import org.chorusmesh.journal.JournalReader;
import org.chorusmesh.journal.JournalWriter;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Journals that a disk or a person has changed: each gets a sentence, and never a stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class DamagedJournalTests {

    private static final int STEPS = 12;

    @TempDir private Path directory;

    private byte[] whole;

    /** Where frames begin: the header's, each step's, and the end of the file. */
    private final List<Integer> boundaries = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity("mesh", "n0", new Boot(7, -9)),
                        Settings.defaults(),
                        JoinMode.FREE,
                        1,
                        100);
        JournalHeader header = new JournalHeader(configuration, 42, 0);
        Node node = new Node(configuration, header.random(), 0);
        Path file = this.directory.resolve("whole");
        this.boundaries.add(Long.BYTES);
        try (JournalWriter journal = new JournalWriter(file, Long.MAX_VALUE, header)) {
            this.boundaries.add((int) journal.writtenBytes());
            for (int step = 1; step <= STEPS; step++) {
                long now = step * 10_000_000L;
                Inbound inbound = Inbound.of(List.of(new Arrival(report(step), now - 1000)));
                List<Command> commands = List.of(command(step));
                node.step(now, inbound, commands);
                long bits = Double.doubleToRawLongBits(node.phase());
                journal.record(now, inbound, commands, bits, node.beat().number());
                this.boundaries.add((int) journal.writtenBytes());
            }
        }
        this.whole = Files.readAllBytes(file);
    }

    private static Report report(int step) {
        List<Echo> echoes = List.of(new Echo(-9, step * 10_000_000L - 20_000_000L, 1000));
        return new Report(
                "ü", new Boot(3, 4), step, step, 50_000_000L, 0.5, 6, 6.2, false, false, echoes);
    }

    private static Command command(int step) {
        SettingsChange change =
                SettingsChange.of(Setting.COUPLING, 3.0)
                        .with(Setting.PHASE_LAG, 0.1)
                        .with(Setting.TTL, 3_000_000_000L);
        return switch (step % 6) {
            case 0 -> new Command.Kick(0.1);
            case 1 -> new Command.AddressesKnown(false, 1, true);
            case 2 -> new Command.OverridePeer("ü", 0.5, null);
            case 3 -> new Command.ChangeSettings(null, change);
            case 4 -> new Command.ResetSettings(1L, false);
            default -> new Command.ForgetPeer("ü");
        };
    }

    /** What comes of a journal of these bytes; null where it is refused, with a sentence. */
    private static Replay.Outcome replay(byte[] bytes) throws IOException {
        try (JournalReader journal = new JournalReader(new ByteArrayInputStream(bytes))) {
            return Replay.run(journal, (node, result) -> {});
        } catch (JournalFormatException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("null", "Exception");
            return null;
        }
    }

    @Test
    void everyBitThatFlipsIsNoticed() throws IOException {
        for (int bit = 0; bit < 8 * this.whole.length; bit++) {
            byte[] flipped = this.whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(replay(flipped)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void aFileThatWasCutAnywhereReplaysItsWholeStepsAndSaysHowItEnds() throws IOException {
        for (int length = 0; length <= this.whole.length; length++) {
            Replay.Outcome outcome = replay(Arrays.copyOf(this.whole, length));
            if (length < this.boundaries.get(1)) {
                assertThat(outcome).as("within the header").isNull();
                continue;
            }
            int end = length;
            long wholeSteps = this.boundaries.stream().skip(2).filter((b) -> b <= end).count();
            assertThat(outcome.isSame()).isTrue();
            assertThat(outcome.steps()).isEqualTo(wholeSteps);
            assertThat(outcome.end())
                    .isEqualTo(
                            this.boundaries.contains(length)
                                    ? Replay.End.BETWEEN_STEPS
                                    : Replay.End.WITHIN_A_STEP);
        }
    }

    @Test
    void nothingWithinFramesOfRightChecksumsBreaksIt() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        int different = 0;
        for (int run = 0; run < 20_000; run++) {
            byte[] forged = this.whole.clone();
            int frame = random.nextInt(this.boundaries.size() - 1);
            int begin = this.boundaries.get(frame) + 2 * Integer.BYTES;
            int length = this.boundaries.get(frame + 1) - Integer.BYTES - begin;
            for (int change = 0; change <= random.nextInt(4); change++) {
                forged[begin + random.nextInt(length)] = (byte) random.nextInt();
            }
            CRC32C sum = new CRC32C();
            sum.update(forged, begin, length);
            ByteBuffer.wrap(forged).putInt(begin + length, (int) sum.getValue());
            Replay.Outcome outcome = replay(forged);
            refused += (outcome == null) ? 1 : 0;
            different += (outcome != null && !outcome.isSame()) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(1000);
        assertThat(different).isGreaterThan(1000);
    }

    @Test
    void theCommandNamesTheDamageAndWhereItIs(CapturedOutput output) throws IOException {
        byte[] flipped = this.whole.clone();
        int stepFive = this.boundaries.get(5);
        flipped[stepFive + 20] ^= 1;
        assertThat(command(Files.write(this.directory.resolve("flipped"), flipped))).isEqualTo(2);
        assertThat(output.getErr())
                .isEqualToIgnoringNewLines(
                        "%s: The entry of step 5, at byte %d, is damaged: its checksum is wrong"
                                .formatted(this.directory.resolve("flipped"), stepFive));
    }

    @Test
    void theCommandSaysThatTheLastEntryIsIncompleteAndIsContent() throws IOException {
        byte[] cut = Arrays.copyOf(this.whole, this.whole.length - 1);
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        Path file = Files.write(this.directory.resolve("cut"), cut);
        int code =
                SimulationCommands.run(
                        new String[] {"replay", file.toString()},
                        new PrintStream(console, true, UTF_8));
        assertThat(code).isZero();
        assertThat(console.toString(UTF_8))
                .startsWith(
                        "11 steps, every phase the same to the bit and every beat the same, until 0.110")
                .contains("ends within step 12, whose entry is incomplete");
    }

    @Test
    void theCommandSaysWhyAFileCannotBeRead(CapturedOutput output) {
        assertThat(command(this.directory)).isEqualTo(2);
        assertThat(command(this.directory.resolve("missing"))).isEqualTo(2);
        assertThat(output.getErr())
                .contains(this.directory + ": It cannot be read: Is a directory")
                .contains("missing: There is no such file")
                .doesNotContain("\tat ");
    }

    private static int command(Path file) {
        return SimulationCommands.run(new String[] {"replay", file.toString()}, System.out);
    }
}
