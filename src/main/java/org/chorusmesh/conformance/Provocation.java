package org.chorusmesh.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;

/**
 * Creates frames that a member must not admit as a report of the partner. Frames that could be
 * admitted carry a distinct stamp or boot, so that an echo shows that one was.
 */
final class Provocation {

    private static final long FAR = 1L << 33;
    private static final long OWN_STAMP_NANOS = 1000;
    private static final byte[] WRONG_KEY = {'n', 'o', 't', ' ', 't', 'h', 'e', ' ', 'k', 'e', 'y'};

    private static final MemberEntry ENTRY =
            new MemberEntry("nobody", new Boot(1, 1), 1, MemberState.GONE, 0);

    private static final List<BeatReport> BEATS_OUT_OF_RANGE =
            List.of(
                    new BeatReport(BeatReport.MAX_NUMBER + 1, false, List.of(), List.of()),
                    new BeatReport(1, false, Collections.nCopies(129, ENTRY), List.of()),
                    new BeatReport(1, false, List.of(entry("", 0)), List.of()),
                    new BeatReport(1, false, List.of(entry("nobody", -1)), List.of()),
                    new BeatReport(1, false, List.of(), List.of(new ListVote(1, 1, 256))));

    private final String mesh;
    private final List<byte[]> keys;
    private final FrameCodec codec;
    private final EchoWatch echoes;
    private long distinct;

    Provocation(String mesh, List<byte[]> keys, EchoWatch echoes) {
        this.mesh = mesh;
        this.keys = keys;
        this.codec = new FrameCodec(mesh, keys);
        this.echoes = echoes;
    }

    private static MemberEntry entry(String id, long ageMillis) {
        return new MemberEntry(id, ENTRY.boot(), 1, MemberState.GONE, ageMillis);
    }

    /** Whether the rule can be checked. */
    boolean isPossible(Rule rule) {
        return rule != Rule.UNSIGNED || !this.keys.isEmpty();
    }

    /**
     * The frames that test a rule.
     *
     * @param sent the newest report of the partner
     * @param beats whether the member takes part in beats; one that does not ignores them
     */
    List<byte[]> of(Rule rule, Report sent, boolean beats) {
        return switch (rule) {
            case DUPLICATE -> List.of(this.codec.encode(sent));
            case OLDER ->
                    List.of(
                            encode(stamped(sent, rule, sent.lamport())),
                            encode(stamped(sent, rule, sent.lamport() - 1)));
            case JUMP -> List.of(encode(stamped(sent, rule, sent.lamport() + FAR)));
            case OLDER_BOOT -> List.of(encode(ofOlderBoot(sent)));
            case OUT_OF_RANGE -> outOfRange(sent, beats);
            case FOREIGN -> foreign(sent);
            case MALFORMED -> malformed(sent);
            case UNSIGNED -> unsigned(sent);
            case OVERSIZED -> List.of(oversized(sent));
            default -> throw new IllegalArgumentException(rule.name());
        };
    }

    private byte[] encode(Report report) {
        return this.codec.encode(report);
    }

    /** A report with a distinct stamp that must not be echoed. */
    private Report stamped(Report sent, Rule rule, long lamport) {
        this.distinct++;
        long stamp = sent.stampNanos() + OWN_STAMP_NANOS + this.distinct;
        this.echoes.refuseStamp(stamp, rule);
        return with(sent, sent.nodeId(), sent.boot(), lamport, stamp, sent.gossipPeriodNanos());
    }

    private Report next(Report sent, Rule rule) {
        return stamped(sent, rule, sent.lamport() + 1);
    }

    private Report ofOlderBoot(Report sent) {
        Boot boot = new Boot(sent.boot().incarnation() - 1, ~sent.boot().bits());
        this.echoes.refuseBoot(boot.bits(), Rule.OLDER_BOOT);
        return with(
                sent,
                sent.nodeId(),
                boot,
                sent.lamport() + 1,
                sent.stampNanos(),
                sent.gossipPeriodNanos());
    }

    private List<byte[]> outOfRange(Report sent, boolean beats) {
        List<UnaryOperator<Report>> faults =
                List.of(
                        (r) -> turned(r, Double.NaN, r.rate()),
                        (r) -> turned(r, 7, r.rate()),
                        (r) -> turned(r, r.phase(), Double.POSITIVE_INFINITY),
                        (r) -> turned(r, r.phase(), 1.1e5),
                        (r) -> with(r, r.nodeId(), r.boot(), r.lamport(), r.stampNanos(), 0),
                        (r) ->
                                with(
                                        r,
                                        r.nodeId(),
                                        r.boot(),
                                        LamportClock.MAX + 1,
                                        r.stampNanos(),
                                        r.gossipPeriodNanos()));
        List<byte[]> frames = new ArrayList<>();
        for (UnaryOperator<Report> fault : faults) {
            frames.add(encode(fault.apply(next(sent, Rule.OUT_OF_RANGE))));
        }
        if (beats) {
            for (BeatReport fault : BEATS_OUT_OF_RANGE) {
                frames.add(encode(withBeats(next(sent, Rule.OUT_OF_RANGE), fault)));
            }
        }
        for (String id : new String[] {"", "a\u0000b", "x".repeat(256)}) {
            Boot boot = new Boot(sent.boot().incarnation(), ~sent.boot().bits() + ++this.distinct);
            this.echoes.refuseBoot(boot.bits(), Rule.OUT_OF_RANGE);
            frames.add(
                    encode(with(sent, id, boot, 1, sent.stampNanos(), sent.gossipPeriodNanos())));
        }
        return frames;
    }

    private List<byte[]> foreign(Report sent) {
        byte[] otherVersion = encode(next(sent, Rule.FOREIGN));
        otherVersion[4] = 99;
        return List.of(
                new FrameCodec(this.mesh + "-other", this.keys).encode(next(sent, Rule.FOREIGN)),
                otherVersion,
                new FrameCodec(this.mesh.toUpperCase(Locale.ROOT) + "2", this.keys)
                        .encode(next(sent, Rule.FOREIGN)));
    }

    private List<byte[]> malformed(Report sent) {
        byte[] whole = encode(sent);
        byte[] noise = whole.clone();
        int message = new FramePrefix(this.mesh).length();
        Arrays.fill(noise, Math.min(message, noise.length), noise.length, (byte) 0xff);
        return List.of(
                new byte[0],
                Arrays.copyOf(whole, 4),
                Arrays.copyOf(whole, message),
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, message + 5),
                noise);
    }

    private List<byte[]> unsigned(Report sent) {
        byte[] bare = new FrameCodec(this.mesh, List.of()).encode(next(sent, Rule.UNSIGNED));
        byte[] other =
                new FrameCodec(this.mesh, List.of(WRONG_KEY)).encode(next(sent, Rule.UNSIGNED));
        byte[] damaged = encode(next(sent, Rule.UNSIGNED));
        damaged[damaged.length - 1] ^= 1;
        return List.of(bare, other, damaged);
    }

    private byte[] oversized(Report sent) {
        return Arrays.copyOf(encode(next(sent, Rule.OVERSIZED)), FrameCodec.MAX_FRAME_BYTES + 1);
    }

    private static Report turned(Report report, double phase, double rate) {
        return report.toBuilder().phase(phase).rate(rate).goodbye(false).build();
    }

    private static Report with(
            Report report, String id, Boot boot, long lamport, long stampNanos, long periodNanos) {
        return report.toBuilder()
                .nodeId(id)
                .boot(boot)
                .lamport(lamport)
                .stampNanos(stampNanos)
                .gossipPeriodNanos(periodNanos)
                .goodbye(false)
                .build();
    }

    private static Report withBeats(Report report, BeatReport beat) {
        return report.toBuilder().goodbye(false).beat(beat).build();
    }
}
