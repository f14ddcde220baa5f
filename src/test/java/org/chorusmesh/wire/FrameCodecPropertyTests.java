package org.chorusmesh.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.List;
import org.chorusmesh.ForAll;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.instancio.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class FrameCodecPropertyTests {

    private final FrameCodec codec = new FrameCodec("test", List.of());

    @Test
    void everyReportComesBack(@Given(ForAll.class) Random random) {
        ForAll.holds(
                300,
                random,
                FrameCodecPropertyTests::anyReport,
                (report) ->
                        assertThat(this.codec.decode(this.codec.encode(report)))
                                .isEqualTo(new Decoded.Readable(report)));
    }

    @Test
    void noBytesThrow(@Given(ForAll.class) Random random) {
        ForAll.holds(2000, random, (chance) -> anyBytes(chance, 200), this::isRefused);
    }

    private void isRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] frame = TestReports.join(new FramePrefix("test").written(), bytes);
        assertThat(this.codec.decode(frame)).isNotNull();
        assertThat(this.codec.decode(bytes)).isEqualTo(Decoded.Refused.MALFORMED);
    }

    /** A report with one byte of its message changed and some appended. */
    private record Damage(Report report, int where, byte with, String tail) {}

    /** The short way of reading must never say anything else than the generated parser does. */
    @Test
    void theShortWayAgreesWithTheGeneratedParser(@Given(ForAll.class) Random random) {
        ForAll.holds(
                20_000,
                random,
                (chance) ->
                        new Damage(
                                anyReport(chance),
                                chance.intRange(0, chance.oneOf(400, 4000)),
                                (byte) chance.intRange(0, chance.oneOf(15, 255)),
                                anyBytes(chance, 12)),
                this::theShortWayAgrees);
    }

    private void theShortWayAgrees(Damage damage) {
        int prefix = new FramePrefix("test").length();
        byte[] frame =
                TestReports.join(
                        this.codec.encode(damage.report), HexFormat.of().parseHex(damage.tail));
        frame[prefix + damage.where % (frame.length - prefix)] = damage.with;

        Report shortWay = new ReportReader().read(frame, prefix, frame.length);
        Report longWay = null;
        try {
            longWay =
                    ReportMapper.toReport(
                            org.chorusmesh.wire.proto.Report.parser()
                                    .parseFrom(frame, prefix, frame.length - prefix));
        } catch (InvalidProtocolBufferException | IllegalArgumentException ex) {
            assertThat(shortWay).isNull();
        }
        if (shortWay != null) {
            assertThat(shortWay).isEqualTo(longWay);
        }
    }

    private static Report anyReport(Random random) {
        return new Report(
                anyId(random),
                new Boot(ForAll.anyLong(random), ForAll.anyLong(random)),
                ForAll.anyLong(random),
                ForAll.anyLong(random),
                ForAll.anyLong(random),
                ForAll.real(random, -7, 7),
                ForAll.real(random, -1e5, 1e5),
                ForAll.real(random, -1e5, 1e5),
                random.trueOrFalse(),
                random.trueOrFalse(),
                ForAll.listOf(
                        random,
                        0,
                        random.oneOf(1, 20),
                        (chance) ->
                                new Echo(
                                        ForAll.anyLong(chance),
                                        ForAll.anyLong(chance),
                                        ForAll.anyLong(chance))),
                null,
                random.trueOrFalse() ? anyBeats(random) : null,
                random.trueOrFalse()
                        ? new ComplexOrder(ForAll.real(random, -2, 2), ForAll.real(random, -2, 2))
                        : null,
                random.trueOrFalse() ? ForAll.anyLong(random) : 0);
    }

    private static BeatReport anyBeats(Random random) {
        return new BeatReport(
                ForAll.anyLong(random),
                random.trueOrFalse(),
                ForAll.listOf(
                        random,
                        0,
                        random.oneOf(1, BeatReport.MAX_MEMBERS),
                        (chance) ->
                                new MemberEntry(
                                        anyId(chance),
                                        new Boot(ForAll.anyLong(chance), ForAll.anyLong(chance)),
                                        ForAll.anyLong(chance),
                                        chance.oneOf(MemberState.values()),
                                        ForAll.anyLong(chance))),
                ForAll.listOf(
                        random,
                        0,
                        BeatReport.MAX_LISTS,
                        (chance) ->
                                new ListVote(
                                        ForAll.anyLong(chance),
                                        ForAll.anyLong(chance),
                                        (int) ForAll.anyLong(chance))));
    }

    /** Mostly such as nodes have, else anything that is no half of a surrogate pair. */
    private static String anyId(Random random) {
        char last = random.trueOrFalse() ? '\u007f' : '\ud7ff';
        StringBuilder id = new StringBuilder();
        for (int length = random.intRange(0, random.oneOf(4, 40)); length > 0; length--) {
            id.append(random.characterRange('\0', last));
        }
        return id.toString();
    }

    /** In hex, for the sake of failures. */
    private static String anyBytes(Random random, int maxLength) {
        byte[] bytes = new byte[random.intRange(0, maxLength)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.intRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        return HexFormat.of().formatHex(bytes);
    }
}
