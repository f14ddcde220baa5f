package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.peers.Report;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.LinkModel;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/** Carries frames between nodes according to the link models and cuts. */
public final class Network {

    private static final int FRAME_BYTES = 120;

    private static final int ECHO_BYTES = 24;

    /** Echoes in a report of a node that has at least as many peers. */
    private static final int USUAL_ECHOES = 8;

    private static final double NANOS_PER_SECOND = 1e9;

    private final int[][] neighbours;
    private final Member[] members;
    private final Mailbox[] mailboxes;
    private final Scenario scenario;
    private final LinkModel usual;
    private final Chance chance;
    private final Cuts cuts;
    private final boolean keepsOrder;
    private final @Nullable LinkModel[][] models;
    private final long[][] lastArrival;
    private final long[][] stalledUntil;
    private final long[][] busyUntil;
    private final Calls calls;
    private final List<Member> shadows = new ArrayList<>(0);
    private long[] arrivals = {};
    private long sent;
    private long lost;

    /** What is called when a frame is under way that calls for a step of its receiver. */
    @FunctionalInterface
    interface Calls {

        /**
         * @param arrivesNanos when the frame arrives
         */
        void called(Member member, long arrivesNanos);
    }

    Network(Scenario scenario, int[][] neighbours, Member[] members, Chance chance, Calls calls) {
        this.calls = calls;
        this.neighbours = neighbours;
        this.members = members;
        this.mailboxes = new Mailbox[members.length];
        for (Member member : members) {
            this.mailboxes[member.index] = member.mailbox;
        }
        this.scenario = scenario;
        this.usual = scenario.network();
        this.chance = chance;
        this.cuts = new Cuts(members.length);
        this.models = new LinkModel[scenario.links().isEmpty() ? 0 : members.length][];
        List<LinkModel> all = new ArrayList<>(List.of(this.usual));
        scenario.links().forEach((exception) -> all.add(exception.model()));
        this.keepsOrder =
                all.stream()
                                .anyMatch(
                                        (model) ->
                                                model.ordered()
                                                        && (model.usualMostDelayNanos()
                                                                        > model.leastDelayNanos()
                                                                || model.stall() > 0
                                                                || model.bytesPerSecond() > 0))
                        || !scenario.events().isEmpty();
        this.lastArrival = perLink(this.keepsOrder);
        this.stalledUntil = perLink(all.stream().anyMatch((model) -> model.stall() > 0));
        this.busyUntil = perLink(all.stream().anyMatch((model) -> model.bytesPerSecond() > 0));
        for (int i = 0; i < this.models.length; i++) {
            this.models[i] = new LinkModel[neighbours[i].length];
            for (int k = 0; k < neighbours[i].length; k++) {
                this.models[i][k] = scenario.link(i, neighbours[i][k]);
            }
        }
    }

    private long[][] perLink(boolean needed) {
        long[][] values = new long[needed ? this.neighbours.length : 0][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new long[this.neighbours[i].length];
        }
        return values;
    }

    /** Adapts what is kept of the links of a sender to the nodes that hear it now. */
    void relink(int from, int[] before) {
        int[] now = this.neighbours[from];
        realign(this.lastArrival, from, before, now);
        realign(this.stalledUntil, from, before, now);
        realign(this.busyUntil, from, before, now);
        if (this.models.length > 0) {
            this.models[from] = new LinkModel[now.length];
            for (int k = 0; k < now.length; k++) {
                this.models[from][k] = this.scenario.link(from, now[k]);
            }
        }
    }

    private static void realign(long[][] values, int from, int[] before, int[] now) {
        if (values.length == 0) {
            return;
        }
        long[] kept = new long[now.length];
        for (int k = 0; k < now.length; k++) {
            int old = Topology.indexOf(before, now[k]);
            kept[k] = (old >= 0) ? values[from][old] : 0;
        }
        values[from] = kept;
    }

    Cuts cuts() {
        return this.cuts;
    }

    /** Second processes under the id of a node, see {@link Event.Duplicate}. */
    List<Member> shadows() {
        return this.shadows;
    }

    LinkModel model(int from, int index) {
        return (this.models.length == 0) ? this.usual : this.models[from][index];
    }

    /** The least transit time of a report with up to eight echoes, with the time to send it. */
    long leastTransitNanos(int from, int k) {
        LinkModel model = model(from, k);
        int echoes = Math.min(USUAL_ECHOES, this.neighbours[from].length);
        return model.leastDelayNanos() + sendingNanos(model, echoes);
    }

    private static long sendingNanos(LinkModel model, int echoes) {
        double bytes = FRAME_BYTES + ECHO_BYTES * (double) echoes;
        return (model.bytesPerSecond() > 0)
                ? (long) (bytes / model.bytesPerSecond() * NANOS_PER_SECOND)
                : 0;
    }

    /** Frames handed to a link. */
    public long sent() {
        return this.sent;
    }

    /** Frames of these that were lost. */
    public long lost() {
        return this.lost;
    }

    /** Sends a report to all nodes that hear the sender. */
    void publish(long nanos, Member from, Report report) {
        if (from.index >= this.neighbours.length) {
            publishShadow(nanos, from, report);
            return;
        }
        int[] targets = this.neighbours[from.index];
        if (this.arrivals.length < targets.length) {
            this.arrivals = new long[targets.length];
        }
        for (int k = 0; k < targets.length; k++) {
            this.arrivals[k] = transmit(nanos, from.index, k, targets[k], report);
        }
        // A separate short loop, so that the memory accesses to several mailboxes overlap.
        for (int k = 0; k < targets.length; k++) {
            if (this.arrivals[k] != Cuts.LOST) {
                this.mailboxes[targets[k]].add(this.arrivals[k], report);
            }
        }
        for (int k = 0; k < targets.length; k++) {
            if (this.arrivals[k] != Cuts.LOST) {
                call(this.members[targets[k]], this.arrivals[k], report);
            }
        }
        for (Member shadow : this.shadows) {
            if (hears(shadow, from.index)) {
                transmitUsually(nanos, from, shadow, report);
            }
        }
    }

    private void publishShadow(long nanos, Member shadow, Report report) {
        for (Member member : this.members) {
            if (hears(shadow, member.index)) {
                transmitUsually(nanos, shadow, member, report);
            }
        }
    }

    /** Between a node and a duplicate: cut as other links are, else only delayed. */
    private void transmitUsually(long nanos, Member from, Member to, Report report) {
        long heldUntil = this.cuts.hold(nanos, from.index, to.index);
        long delay = Math.max(1, this.usual.delay().draw(this.chance));
        if (heldUntil != Cuts.LOST) {
            deliver(heldUntil + delay, to, report);
        }
    }

    private boolean hears(Member shadow, int node) {
        int original = original(shadow);
        return node == original || Topology.indexOf(this.neighbours[original], node) >= 0;
    }

    private int original(Member shadow) {
        return Integer.parseInt(shadow.nodeId.substring(1).replaceAll("\\..*", ""));
    }

    /** The instant at which a frame arrives; {@link Cuts#LOST} if it is lost. */
    private long transmit(long nanos, int from, int k, int to, Report report) {
        this.sent++;
        LinkModel model = model(from, k);
        Mailbox mailbox = this.mailboxes[to];
        long heldUntil = this.cuts.isEmpty() ? nanos : this.cuts.hold(nanos, from, to);
        if (!mailbox.isOpen() || heldUntil == Cuts.LOST || this.chance.happens(model.loss())) {
            this.lost++;
            return Cuts.LOST;
        }
        long arrives = arrival(nanos, from, k, model, report, heldUntil);
        if (this.chance.happens(model.duplicate())) {
            deliver(arrival(nanos, from, k, model, report, heldUntil), this.members[to], report);
        }
        return arrives;
    }

    private long arrival(
            long nanos, int from, int k, LinkModel model, Report report, long heldUntil) {
        long at =
                nanos
                        + Math.max(
                                1,
                                model.delay().draw(this.chance) + model.jitter().draw(this.chance));
        if (model.bytesPerSecond() > 0) {
            long[] busy = this.busyUntil[from];
            busy[k] = Math.max(nanos, busy[k]) + sendingNanos(model, report.echoes().size());
            at += busy[k] - nanos;
        }
        if (model.stall() > 0) {
            long[] stalled = this.stalledUntil[from];
            if (nanos >= stalled[k] && this.chance.happens(model.stall())) {
                stalled[k] = nanos + model.stallFor().draw(this.chance);
            }
            at = Math.max(at, stalled[k]);
        }
        at = Math.max(at, heldUntil);
        if (this.chance.happens(model.reorder())) {
            return at + model.reorderBy().draw(this.chance);
        }
        if (this.keepsOrder && model.ordered()) {
            at = Math.max(at, this.lastArrival[from][k]);
            this.lastArrival[from][k] = at;
        }
        return at;
    }

    /** Delivers a frame at an instant, if the receiver's process is up. */
    void deliver(long arrivesNanos, Member to, Report report) {
        if (to.mailbox.isOpen()) {
            to.mailbox.add(arrivesNanos, report);
            call(to, arrivesNanos, report);
        }
    }

    private void call(Member to, long arrivesNanos, Report report) {
        if (report.gossipPeriodNanos() < to.callBelowNanos) {
            this.calls.called(to, arrivesNanos);
        }
    }
}
