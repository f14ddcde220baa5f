package org.chorusmesh.conformance;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.node.ReportCheck;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FrameMac;
import org.chorusmesh.wire.FramePrefix;
import org.chorusmesh.wire.WireVersion;
import org.jspecify.annotations.Nullable;

/** Checks the form of each frame, in the order in which a receiver parses it. */
final class FrameJudge {

    private final Findings findings;
    private final FramePrefix prefix;
    private final FrameMac mac;
    private final FrameCodec codec;
    private final boolean keyed;

    FrameJudge(String mesh, List<byte[]> keys, Findings findings) {
        this.findings = findings;
        this.prefix = new FramePrefix(mesh);
        this.mac = new FrameMac(keys);
        this.codec = new FrameCodec(mesh, keys);
        this.keyed = !keys.isEmpty();
    }

    /**
     * Checks a frame.
     *
     * @return its report; null if the frame is not a report, or one that a member must refuse
     */
    @Nullable Report read(byte[] frame) {
        int version = this.prefix.versionOf(frame);
        boolean readable =
                this.findings.judge(
                                Rule.SIZE,
                                frame.length <= FrameCodec.MAX_FRAME_BYTES,
                                () -> frame.length + " bytes")
                        && this.findings.judge(
                                Rule.PREFIX, version >= 0, () -> "begins " + Hex.start(frame))
                        && this.findings.judge(
                                Rule.VERSION,
                                version == WireVersion.WRITTEN,
                                () -> "version " + version)
                        && isSigned(frame);
        if (!readable) {
            return null;
        }
        Decoded decoded = this.codec.decode(frame);
        if (decoded instanceof Decoded.Readable good) {
            this.findings.judge(Rule.DECODES, true, () -> "");
            return isUsable(good.report()) ? good.report() : null;
        }
        boolean beatsToBlame =
                frame.length > this.prefix.length() + this.mac.length()
                        && this.codec.hasUnreadableBeats(frame);
        this.findings.judge(
                beatsToBlame ? Rule.BEATS : Rule.DECODES,
                false,
                () ->
                        (beatsToBlame
                                        ? "too many entries or lists, or an unknown state: "
                                        : "cannot be parsed: ")
                                + Hex.of(frame));
        return null;
    }

    private boolean isSigned(byte[] frame) {
        return !this.keyed
                || this.findings.judge(
                        Rule.MAC,
                        frame.length > this.mac.length() + this.prefix.length()
                                && this.mac.verify(frame),
                        () -> "not signed by a given key: " + Hex.of(frame));
    }

    private boolean isUsable(Report report) {
        if (!this.keyed) {
            this.findings.judge(
                    Rule.MESH_SETTINGS,
                    report.meshSettings() == null,
                    () -> "carries " + report.meshSettings());
        }
        BeatReport beat = report.beat();
        boolean beatsUsable =
                beat == null
                        || this.findings.judge(Rule.BEATS, isInRange(beat), () -> beat.toString());
        return beatsUsable
                && this.findings.judge(
                        Rule.RANGES,
                        ReportCheck.isInRange(report) && ReportCheck.isIdentified(report),
                        () -> report.toString());
    }

    /** The partner states that it copes with a constant period only, and so with fewer entries. */
    private static boolean isInRange(BeatReport beat) {
        return ReportCheck.isInRange(beat)
                && beat.members().size() <= BeatReport.MAX_MEMBERS_A_PERIOD;
    }
}
