package org.chorusmesh.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.wire.Decoded.Refused;
import org.chorusmesh.wire.proto.Beats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reports say of beats and members, as bytes. */
class BeatsWireTests {

    private static final Report PLAIN = TestReports.report("node", 7, 3);

    private static final int PREFIX = new FramePrefix("test").length();

    private static final long YEAR_NANOS = 31_536_000_000_000_000L;

    /** At a hundred a second. */
    private static final long YEAR_STEPS = 3_153_600_000L;

    private final FrameCodec codec = new FrameCodec("test", List.of());

    private static byte[] frame(org.chorusmesh.wire.proto.Report message) {
        return TestReports.join(new FramePrefix("test").written(), message.toByteArray());
    }

    private static byte[] frame(Beats beats) {
        return frame(ReportMapper.toMessage(PLAIN).toBuilder().setBeats(beats).build());
    }

    private Report decoded(byte[] frame) {
        return ((Decoded.Readable) this.codec.decode(frame)).report();
    }

    private static Report shortWay(byte[] frame) {
        return new ReportReader().read(frame, PREFIX, frame.length);
    }

    @Test
    void whatIsEncodedIsReadTheShortWayAndComesBack() {
        BeatReport nothing = new BeatReport(0, false, List.of(), List.of());
        for (BeatReport beat :
                List.of(nothing, TestReports.beats(1, 1), TestReports.beats(16, 2))) {
            Report report = TestReports.with(PLAIN, beat);
            byte[] frame = this.codec.encode(report);
            assertThat(decoded(frame)).isEqualTo(report);
            assertThat(shortWay(frame)).isEqualTo(report);
        }
    }

    @Test
    void aReportWithoutThemSaysNothingOfThem() {
        byte[] frame = this.codec.encode(PLAIN);
        assertThat(decoded(frame).beat()).isNull();
        assertThat(shortWay(frame).beat()).isNull();
    }

    @Test
    void theyComeAlongWithTheSettingsOfTheMesh() {
        MeshSettings settings = new MeshSettings(7, "w", SettingsChange.of(Setting.COUPLING, 1.0));
        Report report = withSettings(TestReports.with(PLAIN, TestReports.beats(16, 2)), settings);
        assertThat(decoded(this.codec.encode(report))).isEqualTo(report);
    }

    private static Report withSettings(Report report, MeshSettings settings) {
        return report.toBuilder().meshSettings(settings).build();
    }

    @ParameterizedTest
    @CsvSource({BeatReport.MAX_MEMBERS_A_PERIOD + ", 2048", BeatReport.MAX_MEMBERS + ", 704"})
    void theLargestReportFitsIntoAFrame(int entries, int kept) {
        String longest = "x".repeat(255);
        long most = (1L << 53) - 1;
        long day = 86_400_000_000_000L;
        List<Echo> echoes = new ArrayList<>();
        for (int i = 0; i < FrameCodec.MAX_ECHOES; i++) {
            // More than a year.
            echoes.add(new Echo(-i, i, (1L << 55) - 1));
        }
        List<MemberEntry> members = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            members.add(
                    new MemberEntry(
                            longest,
                            new Boot(most, -1),
                            most,
                            MemberState.GONE,
                            MemberEntry.MAX_AGE_MILLIS));
        }
        ListVote vote = new ListVote(BeatReport.MAX_NUMBER, -1, 255);
        SettingsChange change =
                SettingsChange.of(Setting.COUPLING, 1000.0)
                        .with(Setting.FREQUENCY, 1000.0)
                        .with(Setting.PHASE_LAG, 3.0)
                        .with(Setting.NOISE, 1000.0)
                        .with(Setting.STEP, 10_000_000_000L)
                        .with(Setting.GOSSIP_PERIOD, day / 5)
                        .with(Setting.TTL, day);
        Report report =
                new Report(
                        longest,
                        new Boot(most, -1),
                        most,
                        Long.MIN_VALUE,
                        day,
                        6,
                        1e5,
                        1e5,
                        true,
                        true,
                        echoes,
                        new MeshSettings(most, longest, change),
                        new BeatReport(BeatReport.MAX_NUMBER, true, members, List.of(vote, vote)),
                        new ComplexOrder(1, 0),
                        day);
        FrameCodec keyed = new FrameCodec("m".repeat(255), List.of("key".getBytes()));
        byte[] frame = keyed.encode(report);
        assertThat(frame).hasSizeBetween(64 * 1024 - 8000, FrameCodec.MAX_FRAME_BYTES);
        Report read = ((Decoded.Readable) keyed.decode(frame)).report();
        assertThat(read.echoes()).isEqualTo(echoes.subList(0, kept));
        assertThat(read.beat()).isEqualTo(report.beat());
        assertThat(read.longestPeriodNanos()).isEqualTo(day);
    }

    /**
     * At the steady pace, of nodes that are named as the chart names pods and have run for a year.
     */
    @Test
    void aReportOfSeventeenMembersFitsIntoAKilobyte() {
        int peers = 16;
        List<Echo> echoes = new ArrayList<>();
        List<MemberEntry> members = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            Boot boot = TestReports.boot("chorus-" + i);
            // A gossip period answers eight.
            if (i < 8) {
                echoes.add(new Echo(boot.bits(), YEAR_NANOS + i, 45_000_000L + i));
            }
            members.add(
                    new MemberEntry(
                            "chorus-" + i, boot, YEAR_STEPS + i, MemberState.SETTLED, 100 + i));
        }
        long number = 1_790_000_000L;
        BeatReport beat =
                new BeatReport(
                        number,
                        true,
                        members,
                        List.of(new ListVote(number, -1, 3), new ListVote(number + 1, -2, 2)));
        Report alone =
                new Report(
                        "chorus-16",
                        TestReports.boot("chorus-16"),
                        YEAR_STEPS,
                        YEAR_NANOS,
                        50_000_000L,
                        1.25,
                        6.5,
                        6.283185307179586,
                        false,
                        false,
                        echoes,
                        null,
                        null,
                        new ComplexOrder(0.6, -0.8),
                        400_000_000L);
        FrameCodec keyed = new FrameCodec("chorus", List.of("key".getBytes()));
        byte[] frame = keyed.encode(TestReports.with(alone, beat));
        assertThat(frame).hasSizeBetween(950, 1024);
        assertThat(frame.length - keyed.encode(alone).length).isBetween(640, 700);
    }

    @Test
    void moreMembersOrListsThanThereMayBeAreMalformed() {
        assertThat(this.codec.decode(frame(BeatsMapper.toMessage(TestReports.beats(129, 2)))))
                .isEqualTo(Refused.MALFORMED);
        assertThat(this.codec.decode(frame(BeatsMapper.toMessage(TestReports.beats(16, 3)))))
                .isEqualTo(Refused.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, -1})
    void aStateThatThereIsNotIsMalformed(int state) {
        Beats.Builder beats = BeatsMapper.toMessage(TestReports.beats(2, 0)).toBuilder();
        beats.getMembersBuilder(1).setStateValue(state);
        assertThat(this.codec.decode(frame(beats.build()))).isEqualTo(Refused.MALFORMED);
    }

    @Test
    void theSameFieldTwiceIsMergedAsTheGeneratedParserDoes() {
        byte[] once = frame(Beats.newBuilder().setNumber(5).build());
        byte[] twice =
                TestReports.join(
                        once,
                        org.chorusmesh.wire.proto.Report.newBuilder()
                                .setBeats(Beats.newBuilder().setSettled(true))
                                .build()
                                .toByteArray());
        assertThat(decoded(twice).beat()).isEqualTo(new BeatReport(5, true, List.of(), List.of()));
    }

    @Test
    void aMemberIdBeyondAsciiIsReadTheShortWayAndOneThatIsNotUtf8IsMalformed() {
        MemberEntry entry = new MemberEntry("né", new Boot(3, 4), 1, MemberState.UNSETTLED, 0);
        Report report =
                TestReports.with(PLAIN, new BeatReport(1, false, List.of(entry), List.of()));
        byte[] frame = this.codec.encode(report);
        assertThat(shortWay(frame)).isEqualTo(report);
        int id = indexOf(frame, "né".getBytes(StandardCharsets.UTF_8));
        frame[id + 2] = 'x';
        assertThat(this.codec.decode(frame)).isEqualTo(Refused.MALFORMED);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aMemberFieldThatIsNotKnownIsIgnored() {
        Beats beats = BeatsMapper.toMessage(TestReports.beats(1, 1));
        // Field 15, a string.
        ByteString more = ByteString.copyFrom(new byte[] {15 << 3 | 2, 1, 'x'});
        byte[] message = TestReports.join(beats.toByteArray(), more.toByteArray());
        byte[] field = TestReports.join(new byte[] {14 << 3 | 2, (byte) message.length}, message);
        assertThat(decoded(TestReports.join(this.codec.encode(PLAIN), field)).beat())
                .isEqualTo(TestReports.beats(1, 1));
    }

    @Test
    void anIdThatComesAgainNeedsNoNewObject() {
        byte[] frame = this.codec.encode(TestReports.with(PLAIN, TestReports.beats(16, 2)));
        ReportReader reader = new ReportReader();
        List<MemberEntry> first = reader.read(frame, PREFIX, frame.length).beat().members();
        List<MemberEntry> again = reader.read(frame, PREFIX, frame.length).beat().members();
        long same = 0;
        for (int i = 0; i < first.size(); i++) {
            same += (first.get(i).nodeId() == again.get(i).nodeId()) ? 1 : 0;
        }
        // A few may share a place.
        assertThat(same).isGreaterThan(8);
    }

    @Test
    void idsThatWereReadDoNotPileUp() {
        IdCache ids = new IdCache();
        MessageCursor in = new MessageCursor();
        String first = read(ids, in, "first");
        assertThat(read(ids, in, "first")).isSameAs(first);
        for (int i = 0; i < 10_000; i++) {
            assertThat(read(ids, in, "id-" + i)).isEqualTo("id-" + i);
        }
        assertThat(read(ids, in, "first")).isEqualTo("first").isNotSameAs(first);
        // Longer than any id can be.
        read(ids, in, "x".repeat(256));
        assertThat(in.isDeferred()).isTrue();
    }

    @Test
    void idsOfALargeMeshAreMostlyKept() {
        IdCache ids = new IdCache();
        MessageCursor in = new MessageCursor();
        List<String> once = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            once.add(read(ids, in, "chorus-" + i));
        }
        int kept = 0;
        for (int i = 0; i < 200; i++) {
            kept += (read(ids, in, "chorus-" + i) == once.get(i)) ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(150);
    }

    private static String read(IdCache ids, MessageCursor in, String id) {
        byte[] field =
                org.chorusmesh.wire.proto.Report.newBuilder().setNodeId(id).build().toByteArray();
        in.start(field, 1);
        return ids.read(in, field.length);
    }
}
