package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

class FrameCodecProperties {

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

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> ids() {
        return net.jqwik.api.Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(40);
    }
}
