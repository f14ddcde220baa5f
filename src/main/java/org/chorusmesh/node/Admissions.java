package org.chorusmesh.node;

import java.util.Map;
import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.peers.MeshSettings;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;

/** Judges the frames from the network, counts the verdicts, and passes on the admitted reports. */
final class Admissions {

    private final NodeIdentity identity;
    private final PeerTable peers;
    private final RivalWatch rivals;
    private final SettingsRegister register;
    private final BeatKeeper beats;
    private final LamportClock clock;
    private final VerdictCounts verdicts = new VerdictCounts();
    private long inboxDrops;

    Admissions(
            NodeIdentity identity,
            PeerTable peers,
            RivalWatch rivals,
            SettingsRegister register,
            BeatKeeper beats,
            LamportClock clock) {
        this.identity = identity;
        this.peers = peers;
        this.rivals = rivals;
        this.register = register;
        this.beats = beats;
        this.clock = clock;
    }

    /**
     * Judges all reports of a step.
     *
     * @param inbound the frames since the last step
     * @param nowNanos the instant of the step
     * @param joining whether the node is joining; it then takes over the settings that most peers
     *     carry
     */
    void admit(Inbound inbound, Settings settings, long nowNanos, boolean joining) {
        this.inboxDrops += inbound.dropped();
        this.verdicts.add(Verdict.MALFORMED, inbound.malformed());
        this.verdicts.add(Verdict.UNAUTHENTICATED, inbound.unauthenticated());
        for (Arrival arrival : inbound.arrivals()) {
            Verdict verdict = judge(arrival, settings, nowNanos);
            this.verdicts.add(verdict, 1);
            if (verdict.isAdmitted()) {
                this.clock.observe(arrival.report().lamport());
                MeshSettings carried = arrival.report().meshSettings();
                if (carried != null && !joining) {
                    this.register.hear(carried);
                }
            }
        }
        if (this.register.isForMesh() && (joining || !this.register.knowsMeshSettings())) {
            this.register.hearMost(this.peers.joined().mostCarriedSettings(settings.ttlNanos()));
        }
    }

    private Verdict judge(Arrival arrival, Settings settings, long nowNanos) {
        Report report = arrival.report();
        boolean known = this.peers.contains(report.nodeId(), report.boot());
        if (!ReportCheck.isInRange(report) || !(known || ReportCheck.isIdentified(report))) {
            return Verdict.MALFORMED;
        }
        if (known || !report.nodeId().equals(this.identity.nodeId())) {
            return admit(report, arrival.receivedNanos(), nowNanos);
        }
        if (report.boot().equals(this.identity.boot())) {
            return Verdict.ECHO;
        }
        this.rivals.hear(
                report.boot(), report.lamport(), this.peers.wakingNanos(), settings.ttlNanos());
        return Verdict.DUPLICATE_ID;
    }

    private Verdict admit(Report report, long receivedNanos, long nowNanos) {
        Verdict verdict =
                this.peers.admit(report, receivedNanos, nowNanos, this.register.observer());
        if (verdict.isAdmitted()) {
            this.beats.hear(report, verdict, this.peers.silenceNanos(report.nodeId()));
        }
        return verdict;
    }

    /** Number of frames by verdict; holds every verdict. */
    Map<Verdict, Long> verdicts() {
        return this.verdicts.toMap();
    }

    /** Number of reports that a full inbox dropped. */
    long inboxDrops() {
        return this.inboxDrops;
    }
}
