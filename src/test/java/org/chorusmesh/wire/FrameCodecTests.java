package org.chorusmesh.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.wire.Decoded.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCodecTests {

    private static final byte[] OLD_KEY = "old".getBytes();
    private static final byte[] NEW_KEY = "new".getBytes();

    private final FrameCodec plain = new FrameCodec("test", List.of());
    private final FrameCodec keyed = new FrameCodec("test", List.of(NEW_KEY));

    @Test
    void whatIsEncodedDecodesToTheSame() {
        Report report = TestReports.report("node-é", 1234567890123L, 9);
        assertThat(this.plain.decode(this.plain.encode(report)))
                .isEqualTo(new Decoded.Readable(report));
        assertThat(this.keyed.decode(this.keyed.encode(report)))
                .isEqualTo(new Decoded.Readable(report));
        Report goodbye = TestReports.goodbye("node", 5);
        assertThat(this.plain.decode(this.plain.encode(goodbye)))
                .isEqualTo(new Decoded.Readable(goodbye));
    }

    @Test
    void settingsForTheMeshComeAlong() {
        MeshSettings all =
                new MeshSettings(
                        7,
                        "é",
                        SettingsChange.of(Setting.COUPLING, 0.0)
                                .with(Setting.FREQUENCY, 2.0)
                                .with(Setting.PHASE_LAG, 3.0)
                                .with(Setting.NOISE, 4.0)
                                .with(Setting.STEP, 5L)
                                .with(Setting.GOSSIP_PERIOD, 6L)
                                .with(Setting.TTL, 7L));
        MeshSettings none = new MeshSettings((1L << 53) - 1, "w", SettingsChange.NONE);
        for (MeshSettings settings : List.of(all, none)) {
            Report report = withSettings(TestReports.report("a", 7, 3), settings);
            assertThat(this.plain.decode(this.plain.encode(report)))
                    .isEqualTo(new Decoded.Readable(report));
        }
    }

    private static Report withSettings(Report report, MeshSettings settings) {
        return report.toBuilder().meshSettings(settings).build();
    }

    @Test
    void whatNodesWriteIsReadTheShortWay() {
        byte[] frame = this.plain.encode(TestReports.report("node", 1234567890123L, 9));
        assertThat(new ReportReader().read(frame, new FramePrefix("test").length(), frame.length))
                .isEqualTo(TestReports.report("node", 1234567890123L, 9));
    }

    @Test
    void valuesOutOfRangeAreNotTheCodecsBusiness() {
        Report base = TestReports.report("", -1);
        Report odd =
                new Report(
                        "",
                        base.boot(),
                        -1,
                        Long.MIN_VALUE,
                        -1,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        0,
                        true,
                        true,
                        List.of());
        assertThat(this.plain.decode(this.plain.encode(odd))).isEqualTo(new Decoded.Readable(odd));
    }

    @Test
    void theLargestReportFitsIntoAFrame() {
        Report report = TestReports.report("x".repeat(255), (1L << 53) - 1, FrameCodec.MAX_ECHOES);
        FrameCodec codec = new FrameCodec("m".repeat(255), List.of(NEW_KEY));
        byte[] frame = codec.encode(report);
        assertThat(frame).hasSizeLessThanOrEqualTo(FrameCodec.MAX_FRAME_BYTES);
        assertThat(codec.decode(frame)).isEqualTo(new Decoded.Readable(report));
    }

    @Test
    void moreEchoesThanFitAreNotSentAndNotAccepted() {
        Report report = TestReports.report("a", 1, FrameCodec.MAX_ECHOES + 1);
        Decoded decoded = this.plain.decode(this.plain.encode(report));
        assertThat(((Decoded.Readable) decoded).report().echoes()).hasSize(FrameCodec.MAX_ECHOES);

        org.chorusmesh.wire.proto.Report.Builder message =
                org.chorusmesh.wire.proto.Report.newBuilder();
        for (int i = 0; i <= FrameCodec.MAX_ECHOES; i++) {
            message.addEchoesBuilder();
        }
        assertThat(this.plain.decode(frame(message.build()))).isEqualTo(Refused.MALFORMED);
    }

    /** The node refuses them too. Before, they would fill its inbox. */
    @Test
    void idsThatAreTooLongAreNotAccepted() {
        String tooLong = "x".repeat(256);
        org.chorusmesh.wire.proto.Report.Builder message =
                message(this.plain.encode(TestReports.report("a", 7))).toBuilder();
        assertThat(this.plain.decode(frame(message.setNodeId(tooLong).build())))
                .isEqualTo(Refused.MALFORMED);
        message.setNodeId("a");
        message.getBeatsBuilder()
                .addMembersBuilder()
                .setNodeId(tooLong)
                .setStateValue(org.chorusmesh.wire.proto.MemberEntry.State.GONE_VALUE);
        assertThat(this.plain.decode(frame(message.build()))).isEqualTo(Refused.MALFORMED);
    }

    @Test
    void aFieldThatIsNotKnownIsIgnored() {
        Report report = TestReports.report("a", 7);
        org.chorusmesh.wire.proto.Report message =
                message(this.plain.encode(report)).toBuilder()
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                1000,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(
                                                                ByteString.copyFromUtf8("later"))
                                                        .build())
                                        .build())
                        .build();
        assertThat(this.plain.decode(frame(message))).isEqualTo(new Decoded.Readable(report));
    }

    @Test
    void everyTruncationAndEveryForeignStartIsMalformed() {
        byte[] frame = this.plain.encode(TestReports.report("a", 7));
        int prefix = new FramePrefix("test").length();
        for (int length = 0; length <= prefix; length++) {
            assertThat(this.plain.decode(Arrays.copyOf(frame, length)))
                    .isEqualTo(Refused.MALFORMED);
        }
        for (int i = 0; i < prefix; i++) {
            byte[] changed = frame.clone();
            changed[i] ^= 1;
            assertThat(this.plain.decode(changed)).isEqualTo(Refused.MALFORMED);
        }
        assertThat(this.plain.decode(Arrays.copyOf(frame, frame.length - 1)))
                .isEqualTo(Refused.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void aWireVersionThatIsNotReadIsMalformed(int version) {
        byte[] frame = this.plain.encode(TestReports.report("a", 7));
        frame[4] = (byte) version;
        assertThat(this.plain.decode(frame)).isEqualTo(Refused.MALFORMED);
    }

    @Test
    void anotherMeshIsMalformedEvenWhereOneNameBeginsTheOther() {
        Report report = TestReports.report("a", 7);
        assertThat(this.plain.decode(new FrameCodec("tes", List.of()).encode(report)))
                .isEqualTo(Refused.MALFORMED);
        assertThat(this.plain.decode(new FrameCodec("test2", List.of()).encode(report)))
                .isEqualTo(Refused.MALFORMED);
    }

    @Test
    void aFrameBeyondTheLimitIsMalformed() {
        byte[] frame = this.plain.encode(TestReports.report("a", 7));
        assertThat(this.plain.decode(Arrays.copyOf(frame, FrameCodec.MAX_FRAME_BYTES + 1)))
                .isEqualTo(Refused.MALFORMED);
    }

    @Test
    void anIdThatIsNotUtf8IsMalformed() {
        byte[] frame = this.plain.encode(TestReports.report("ab", 7));
        int id = new FramePrefix("test").length() + 2;
        frame[id] = (byte) 0xc3;
        frame[id + 1] = (byte) 0x28;
        assertThat(this.plain.decode(frame)).isEqualTo(Refused.MALFORMED);
    }

    @Test
    void whereKeysAreSetEveryBitOfTheFrameIsUnderTheMac() {
        byte[] frame = this.keyed.encode(TestReports.report("a", 7));
        int prefix = new FramePrefix("test").length();
        for (int i = prefix; i < frame.length; i++) {
            byte[] changed = frame.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertThat(this.keyed.decode(changed))
                    .as("byte %d", i)
                    .isEqualTo(Refused.UNAUTHENTICATED);
        }
    }

    @Test
    void whereKeysAreSetAFrameWithoutMacIsUnauthenticatedAndNeverDecoded() {
        byte[] frame = this.plain.encode(TestReports.report("a", 7));
        assertThat(this.keyed.decode(frame)).isEqualTo(Refused.UNAUTHENTICATED);
        byte[] garbage = Arrays.copyOf(frame, frame.length);
        Arrays.fill(garbage, new FramePrefix("test").length(), garbage.length, (byte) 0xff);
        assertThat(this.keyed.decode(garbage)).isEqualTo(Refused.UNAUTHENTICATED);
    }

    @Test
    void keysCanBeRotated() {
        Report report = TestReports.report("a", 7);
        FrameCodec before = new FrameCodec("test", List.of(OLD_KEY, NEW_KEY));
        FrameCodec after = new FrameCodec("test", List.of(NEW_KEY, OLD_KEY));
        FrameCodec done = new FrameCodec("test", List.of(NEW_KEY));
        assertThat(after.decode(before.encode(report))).isEqualTo(new Decoded.Readable(report));
        assertThat(before.decode(after.encode(report))).isEqualTo(new Decoded.Readable(report));
        assertThat(done.decode(after.encode(report))).isEqualTo(new Decoded.Readable(report));
        assertThat(done.decode(before.encode(report))).isEqualTo(Refused.UNAUTHENTICATED);
    }

    @Test
    void namesAndKeysThatCannotBeUsedAreRefusedAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameCodec("", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameCodec("é".repeat(128), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameCodec("test", List.of(new byte[0])));
    }

    private static org.chorusmesh.wire.proto.Report message(byte[] frame) {
        int prefix = new FramePrefix("test").length();
        try {
            return org.chorusmesh.wire.proto.Report.parser()
                    .parseFrom(frame, prefix, frame.length - prefix);
        } catch (com.google.protobuf.InvalidProtocolBufferException ex) {
            throw new AssertionError(ex);
        }
    }

    private static byte[] frame(org.chorusmesh.wire.proto.Report message) {
        return TestReports.join(new FramePrefix("test").written(), message.toByteArray());
    }
}
