package org.chorusmesh.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A report to a frame and back, with and without a MAC. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    @Param({"2", "8"})
    int echoes;

    /** -1 for a report that takes part in the phase only. */
    @Param({"-1", "16"})
    int members;

    @Param({"false", "true"})
    boolean keyed;

    private FrameCodec codec;
    private Report report;
    private byte[] frame;

    @Setup
    public void encodeOne() {
        byte[] key =
                "a key for benchmarks only, 32 bytes and more".getBytes(StandardCharsets.UTF_8);
        this.codec = new FrameCodec("chorus", this.keyed ? List.of(key) : List.of());
        List<Echo> answers = new ArrayList<>();
        for (int i = 0; i < this.echoes; i++) {
            answers.add(new Echo(0x1122334455667788L + i, 123_456_789_012_345L, 7_654_321L));
        }
        this.report =
                new Report(
                        "node-17",
                        new Boot(1_790_000_000_000L, 0x99aabbccddeeff00L),
                        123_456,
                        987_654_321_098L,
                        50_000_000L,
                        1.234,
                        6.283,
                        6.283,
                        false,
                        false,
                        answers,
                        null,
                        (this.members >= 0) ? beats() : null,
                        null,
                        0);
        this.frame = this.codec.encode(this.report);
    }

    private BeatReport beats() {
        List<MemberEntry> entries = new ArrayList<>();
        for (int i = 0; i < this.members; i++) {
            entries.add(
                    new MemberEntry(
                            "node-" + i,
                            new Boot(1_790_000_000_000L + i, 0x1122334455667788L * i),
                            123_456 + i,
                            MemberState.SETTLED,
                            50L * i));
        }
        return new BeatReport(
                1_790_005_761L,
                true,
                entries,
                List.of(
                        new ListVote(1_790_005_761L, 0x1122334455667788L, 2),
                        new ListVote(1_790_005_762L, 0x1122334455667788L, 2)));
    }

    @Benchmark
    public byte[] encode() {
        return this.codec.encode(this.report);
    }

    @Benchmark
    public Decoded decode() {
        return this.codec.decode(this.frame);
    }
}
