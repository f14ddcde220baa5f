package org.chorusmesh.peers;

import java.util.List;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.CommonFrequency;
import org.chorusmesh.dynamics.Field;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one node. Silence is measured in <em>waking time</em>. The owner advances it by the
 * time since the last step, at most by one gossip period, so that the sleep of the node itself is
 * not silence of its peers.
 */
public final class PeerTable {

    private final PeerRows rows;
    private final PeerList peers;
    private final PeerBeats beats;
    private final PeerOrders orders;
    private final JoinedPeers joined;
    private final PeerCalm calm;
    private final PeerViews views;
    private final PeerFactors factors = new PeerFactors();
    private final ReportJudge judge;
    private final EchoRota echoRota = new EchoRota();
    private final CommonFrequency commonFrequency = new CommonFrequency();
    private final Standstill standstill = new Standstill();
    private final KnownPaths paths;
    private final int maxPeers;
    private final Remedies remedies;
    private long wakingNanos;
    private long mostWaitedNanos;
    private long evicted;

    /**
     * Creates an empty table.
     *
     * @param maxPeers largest number of peers, at least 1
     * @param remedies the remedies of the node
     */
    public PeerTable(int maxPeers, Remedies remedies) {
        this.remedies = remedies;
        this.rows = new PeerRows(remedies);
        this.peers = new PeerList(this.rows);
        this.beats = new PeerBeats(this, this.peers, this.rows);
        this.orders = new PeerOrders(this.peers, this.rows);
        this.joined = new JoinedPeers(this, this.peers);
        this.views = new PeerViews(this.peers, this.rows);
        this.calm = new PeerCalm(this, this.peers);
        this.paths = new KnownPaths(maxPeers);
        this.judge = new ReportJudge(maxPeers, this.paths, remedies);
        this.maxPeers = maxPeers;
    }

    /**
     * Advances waking time.
     *
     * @param nanos waking time that has passed, ≥ 0
     * @param ttlNanos the TTL, after which tombstones are removed
     */
    public void age(long nanos, long ttlNanos) {
        this.wakingNanos += nanos;
        this.mostWaitedNanos = 0;
        this.judge.expire(this.wakingNanos, ttlNanos);
        this.paths.expire(this.wakingNanos);
    }

    /** Counts silence after the reports of this step from their receipt, at most so long. */
    public void countFromReceipt(long mostNanos) {
        this.mostWaitedNanos = mostNanos;
    }

    /** The waking time, from 0 at the start. */
    public long wakingNanos() {
        return this.wakingNanos;
    }

    /**
     * Judges a well-formed report of another node, and takes it over if it is admitted.
     *
     * @param receivedNanos receipt time on this node's monotonic clock
     * @param nowNanos instant of the step on the same clock
     * @param observer the values of this node
     */
    public Verdict admit(Report report, long receivedNanos, long nowNanos, Observer observer) {
        String nodeId = report.nodeId();
        Peer known = this.peers.find(nodeId);
        Verdict verdict =
                this.judge.judge(
                        report, receivedNanos, known, this.wakingNanos, observer.ttlNanos());
        if (!verdict.isAdmitted()) {
            return verdict;
        }
        if (known == null && this.peers.size() >= this.maxPeers) {
            return Verdict.TABLE_FULL;
        }
        if (verdict == Verdict.TAKEOVER) {
            this.judge.countTakeover(nodeId, known, this.wakingNanos);
        }
        Peer peer =
                (known != null && verdict == Verdict.ADMITTED)
                        ? known
                        : renew(report, receivedNanos, known);
        PathDelay.ClockEvent event =
                peer.accept(
                        report,
                        receivedNanos,
                        nowNanos,
                        this.wakingNanos,
                        this.mostWaitedNanos,
                        observer);
        this.standstill.hear(event);
        if (report.goodbye()) {
            bury(peer);
        }
        return verdict;
    }

    private Peer renew(Report report, long receivedNanos, @Nullable Peer known) {
        Peer peer =
                new Peer(
                        report,
                        receivedNanos,
                        this.factors.of(report.nodeId()),
                        this.wakingNanos,
                        this.rows,
                        this.peers.clearRow(known),
                        this.remedies,
                        this.paths.take(report.nodeId(), report.boot()));
        this.peers.put(peer);
        return peer;
    }

    private void bury(Peer peer) {
        this.judge.lay(peer, this.wakingNanos);
        this.peers.remove(peer);
    }

    /** Removes every peer whose silence has reached the TTL. */
    public void evictSilent(long ttlNanos) {
        if (!this.remedies.forgets()) {
            return;
        }
        int row = this.rows.lastSilent(this.peers.size(), this.wakingNanos, ttlNanos);
        while (row >= 0) {
            Peer silent = this.peers.get(row);
            this.paths.keep(silent.nodeId(), silent.path(this.wakingNanos));
            bury(silent);
            this.evicted++;
            row = this.rows.lastSilent(row, this.wakingNanos, ttlNanos);
        }
    }

    /** Removes a peer until its next newer report, and returns whether it was there. */
    public boolean forget(String nodeId) {
        Peer peer = this.peers.find(nodeId);
        if (peer != null) {
            bury(peer);
        }
        return peer != null;
    }

    /** Whether a boot of a peer is in the table. */
    public boolean contains(String nodeId, Boot boot) {
        Peer peer = this.peers.find(nodeId);
        return peer != null && peer.boot().equals(boot);
    }

    /** Whether a peer is in the table. */
    public boolean contains(String nodeId) {
        return this.peers.find(nodeId) != null;
    }

    /**
     * Sets the factor on the evidence of an id, now and whenever it returns.
     *
     * @param factor 0 … 1
     */
    public void setFactor(String nodeId, double factor) {
        this.factors.put(nodeId, factor);
        Peer peer = this.peers.find(nodeId);
        if (peer != null) {
            peer.setFactor(factor);
        }
    }

    /**
     * Adds every peer that has weight to a field.
     *
     * @param field the field to fill
     * @param atNanos the instant of the phases
     * @param nowNanos the instant of the step, at which weights are computed
     */
    public void addTo(Field field, long atNanos, long nowNanos, Observer observer) {
        this.rows.weigh(this.commonFrequency, nowNanos, this.wakingNanos, observer.ttlNanos());
        addWeighedTo(field, atNanos, observer);
    }

    /**
     * Adds all peers that are not joining to a field, answered or not, with their transit times as
     * far as known.
     */
    public void addUnansweredTo(Field field, long nowNanos, Observer observer) {
        this.rows.begin(this.commonFrequency);
        for (Peer peer : this.peers.all()) {
            this.rows.setWeight(
                    peer.row(),
                    peer.audibleWeight(this.wakingNanos, observer.ttlNanos()),
                    this.commonFrequency);
        }
        addWeighedTo(field, nowNanos, observer);
    }

    private void addWeighedTo(Field field, long atNanos, Observer observer) {
        this.rows.addTo(field, atNanos, commonFrequency(observer), observer.coupling());
    }

    /** The common frequency of the peers in the last weighing, as an observer sees it, rad/s. */
    public double commonFrequency(Observer observer) {
        return this.commonFrequency.seenFrom(
                observer.naturalFrequency(), observer.coupling(), observer.phaseLag());
    }

    /** Number of peers in the table. */
    public int size() {
        return this.peers.size();
    }

    /** The peers that have joined. */
    public JoinedPeers joined() {
        return this.joined;
    }

    /**
     * Whether most paths have shown at the same time that this node's own monotonic clock stood
     * still, as during a suspend of the machine. Called once a step; returns true once.
     *
     * @param withinNanos waking time within which the paths must show it
     */
    public boolean ownClockStoodStill(long withinNanos) {
        return this.standstill.isTold(this.peers.all(), this.wakingNanos, withinNanos);
    }

    /** The beats of all peers, for the node that has weighed them. */
    public PeerBeats beats() {
        return this.beats;
    }

    /** The orders that all peers estimate, for the node that has weighed them. */
    public PeerOrders orders() {
        return this.orders;
    }

    /** The silence of a peer; 0 if it is not in the table. */
    public long silenceNanos(String nodeId) {
        Peer peer = this.peers.find(nodeId);
        return (peer != null) ? peer.silenceNanos(this.wakingNanos) : 0;
    }

    /**
     * The answers of the next report.
     *
     * @param stampNanos stamp of the report
     * @param periodNanos gossip period of this node
     * @param periods number of gossip periods since its last report, ≥ 1
     */
    public List<Echo> nextEchoes(long stampNanos, long periodNanos, int periods, long ttlNanos) {
        return this.echoRota.next(this.peers.all(), stampNanos, periodNanos, periods, ttlNanos);
    }

    /** Whether the peers are as they were, for the pace of this node's reports. */
    public PeerCalm calm() {
        return this.calm;
    }

    /** The present state of all peers, in order of admission. */
    public List<PeerView> views(long nowNanos, Observer observer) {
        this.rows.weigh(this.commonFrequency, nowNanos, this.wakingNanos, observer.ttlNanos());
        return this.views.all(nowNanos, this.wakingNanos, commonFrequency(observer), observer);
    }

    /** A counter that increases whenever a peer, or another boot of one, comes or goes. */
    public long changes() {
        return this.peers.changes();
    }

    /** Number of peers evicted since the start. */
    public long evicted() {
        return this.evicted;
    }

    /** Number of relative clock steps that were detected since the start. */
    public long clockSteps() {
        return this.standstill.clockSteps();
    }
}
