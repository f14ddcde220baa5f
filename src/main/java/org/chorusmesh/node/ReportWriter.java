package org.chorusmesh.node;

import org.chorusmesh.causality.LamportClock;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;

/** Writes the reports of a node, from its parts. */
final class ReportWriter {

    private final NodeIdentity identity;
    private final LamportClock clock;
    private final Oscillator oscillator;
    private final PeerTable peers;
    private final SettingsRegister register;
    private final BeatKeeper beats;
    private final OrderKeeper order;
    private final ReportPace pace;

    ReportWriter(
            NodeIdentity identity,
            LamportClock clock,
            Oscillator oscillator,
            PeerTable peers,
            SettingsRegister register,
            BeatKeeper beats,
            OrderKeeper order,
            ReportPace pace) {
        this.identity = identity;
        this.clock = clock;
        this.oscillator = oscillator;
        this.peers = peers;
        this.register = register;
        this.beats = beats;
        this.order = order;
        this.pace = pace;
    }

    /**
     * The report of this step, which is then sent.
     *
     * @param state state of the node
     * @param goodbye whether it is the last one
     */
    Report write(long nowNanos, NodeState state, boolean joining, boolean goodbye) {
        Settings settings = this.register.settings();
        int periods = this.pace.periods(nowNanos);
        this.pace.sent(nowNanos);
        return new Report(
                this.identity.nodeId(),
                this.identity.boot(),
                this.clock.value(),
                nowNanos,
                this.pace.periodNanos(),
                this.oscillator.phase(),
                this.oscillator.rate(),
                settings.naturalFrequency(),
                joining,
                goodbye,
                this.peers.nextEchoes(
                        nowNanos, settings.gossipPeriodNanos(), periods, settings.ttlNanos()),
                this.register.view().mesh(),
                this.beats.report(state, this.peers.size(), periods),
                this.order.at(nowNanos),
                this.pace.copesWithNanos());
    }
}
