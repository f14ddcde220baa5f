package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

class FrameCodecPropertyTests {

    private final FrameCodec codec = new FrameCodec("test", List.of());

    @Property(tries = 300)
    void everyReportComesBack(
            @ForAll("ids") String id,
            @ForAll long incarnation,
            @ForAll long bits,
            @ForAll long lamport,
            @ForAll long stamp,
            @ForAll @DoubleRange(min = -7, max = 7) double phase,
            @ForAll boolean joining,
            @ForAll boolean goodbye,
            @ForAll @Size(max = 20) List<Long> echoed) {
        List<Echo> echoes =
                echoed.stream().map((value) -> new Echo(value, ~value, value / 3)).toList();
        Report report =
                new Report(
                        id,
                        new Boot(incarnation, bits),
                        lamport,
                        stamp,
                        lamport,
                        phase,
                        -phase,
                        phase,
                        joining,
                        goodbye,
                        echoes);
        assertThat(this.codec.decode(this.codec.encode(report)))
                .isEqualTo(new Decoded.Readable(report));
    }

    @Property(tries = 2000)
    void noBytesThrow(@ForAll @Size(max = 200) byte[] bytes) {
        byte[] frame = Zmtp.join(new FramePrefix("test").written(), bytes);
        assertThat(this.codec.decode(frame)).isNotNull();
        assertThat(this.codec.decode(bytes)).isEqualTo(Decoded.Refused.MALFORMED);
    }

    /** The short way of reading must never say anything else than the generated parser does. */
    @Property(tries = 3000)
    void theShortWayAgreesWithTheGeneratedParser(
            @ForAll("ids") String id,
            @ForAll @Size(max = 4) List<Long> echoed,
            @ForAll @IntRange(max = 400) int where,
            @ForAll byte with,
            @ForAll @Size(max = 12) byte[] tail) {
        List<Echo> echoes =
                echoed.stream().map((value) -> new Echo(value, ~value, value / 3)).toList();
        Report report =
                new Report(
                        id,
                        new Boot(where, with),
                        where,
                        with,
                        where,
                        with,
                        1,
                        2,
                        true,
                        false,
                        echoes);
        int prefix = new FramePrefix("test").length();
        byte[] frame = Zmtp.join(this.codec.encode(report), tail);
        frame[prefix + where % (frame.length - prefix)] = with;

        Report shortWay = new ReportReader().read(frame, prefix, frame.length);
        Report longWay = null;
        try {
            longWay =
                    FrameCodec.toReport(
                            org.chorusmesh.gossip.wire.Report.parser()
                                    .parseFrom(frame, prefix, frame.length - prefix));
        } catch (InvalidProtocolBufferException ex) {
            assertThat(shortWay).isNull();
        }
        if (shortWay != null) {
            assertThat(shortWay).isEqualTo(longWay);
        }
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> ids() {
        return net.jqwik.api.Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(40);
    }
}
