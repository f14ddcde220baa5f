package org.chorusmesh.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.proto.Order;
import org.junit.jupiter.api.Test;

/** The estimated order parameter on the wire. */
class OrderWireTests {

    private static final int PREFIX = new FramePrefix("test").length();

    private final FrameCodec codec = new FrameCodec("test", List.of());

    private static Report stating(ComplexOrder order) {
        Report plain = TestReports.with(TestReports.report("a", 7, 3), TestReports.beats(2, 2));
        return plain.toBuilder().order(order).build();
    }

    private static Report shortWay(byte[] frame) {
        return new ReportReader().read(frame, PREFIX, frame.length);
    }

    @Test
    void itsTagOfTwoBytesIsReadTheShortWay() {
        for (ComplexOrder order :
                List.of(
                        new ComplexOrder(0.6, -0.8),
                        new ComplexOrder(0, 0),
                        new ComplexOrder(Double.NaN, 7))) {
            byte[] frame = this.codec.encode(stating(order));
            assertThat(shortWay(frame)).isEqualTo(stating(order));
        }
    }

    @Test
    void aReportWithoutOneStatesNone() {
        byte[] frame = this.codec.encode(stating(null));
        assertThat(shortWay(frame)).isEqualTo(stating(null));
        assertThat(this.codec.decode(frame)).isEqualTo(new Decoded.Readable(stating(null)));
    }

    /** Protobuf merges a field that comes twice. */
    @Test
    void theParserMergesTwo() throws IOException {
        byte[] frame = this.codec.encode(stating(new ComplexOrder(0.6, 0.1)));
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(more);
        out.writeMessage(16, Order.newBuilder().setImaginary(0.5).build());
        out.flush();
        byte[] both = TestReports.join(frame, more.toByteArray());
        assertThat(shortWay(both)).isNull();
        assertThat(this.codec.decode(both))
                .isEqualTo(new Decoded.Readable(stating(new ComplexOrder(0.6, 0.5))));
    }

    @Test
    void aTagThatGoesOnBehindItsMessageIsNoTag() {
        byte[] frame = this.codec.encode(stating(null));
        byte[] cut = TestReports.join(frame, new byte[] {(byte) 0x82});
        assertThat(shortWay(cut)).isNull();
        assertThat(this.codec.decode(cut)).isEqualTo(Decoded.Refused.MALFORMED);
        // The second byte is there, but behind the end of the message.
        byte[] behind = TestReports.join(frame, new byte[] {(byte) 0x82, 1, 0});
        assertThat(new ReportReader().read(behind, PREFIX, frame.length + 1)).isNull();
    }
}
