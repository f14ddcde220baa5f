package org.chorusmesh.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.dynamics.CommonFrequency;
import org.chorusmesh.dynamics.Field;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one node. Silence runs in <em>waking time</em>, which the owner advances by what a
 * step took, at most by one gossip period: time that the node itself slept is not its peers'
 * silence.
 */
public final class PeerTable {

    private final PeerRows rows;
    private final PeerList peers;
    private final PeerBeats beats;
    private final JoinedPeers joined;
    private final Map<String, Double> factors = new HashMap<>();
    private final ReportJudge judge;
    private final EchoRota echoRota = new EchoRota();
    private final CommonFrequency commonFrequency = new CommonFrequency();
    private final Standstill standstill = new Standstill();
    private final int maxPeers;
    private final Remedies remedies;
    private long wakingNanos;
    private long evicted;
    private long clockSteps;

    /**
     * An empty table.
     *
     * @param maxPeers how many peers it takes, at least 1
     * @param remedies what is done about the network
     */
    public PeerTable(int maxPeers, Remedies remedies) {
        this.remedies = remedies;
        this.rows = new PeerRows(remedies);
        this.peers = new PeerList(this.rows);
        this.beats = new PeerBeats(this, this.peers, this.rows);
        this.joined = new JoinedPeers(this, this.peers);
        this.judge = new ReportJudge(maxPeers, remedies);
        this.maxPeers = maxPeers;
    }

    /**
     * Lets every silence grow.
     *
     * @param nanos waking time passed, ≥ 0
     * @param ttlNanos the TTL, after which tombstones go
     */
    public void age(long nanos, long ttlNanos) {
        this.wakingNanos += nanos;
        this.judge.expire(this.wakingNanos, ttlNanos);
    }

    /** The waking time, from 0 at the start. */
    public long wakingNanos() {
        return this.wakingNanos;
    }

    /**
     * Judges a well-formed report of another node, and takes it over if it is admitted.
     *
     * @param receivedNanos its receipt on this node's monotonic clock
     * @param nowNanos the step's instant on the same clock
     * @param observer this node
     */
    public Verdict admit(Report report, long receivedNanos, long nowNanos, Observer observer) {
        String nodeId = report.nodeId();
        Peer known = this.peers.find(nodeId);
        Verdict verdict = this.judge.judge(report, known, this.wakingNanos);
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
                peer.accept(report, receivedNanos, nowNanos, this.wakingNanos, observer);
        if (event != PathDelay.ClockEvent.NONE) {
            this.clockSteps++;
            this.standstill.suspect(event);
        }
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
                        this.factors.getOrDefault(report.nodeId(), 1.0),
                        this.wakingNanos,
                        this.rows,
                        this.peers.clearRow(known),
                        this.remedies);
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
            bury(this.peers.get(row));
            this.evicted++;
            row = this.rows.lastSilent(row, this.wakingNanos, ttlNanos);
        }
    }

    /**
     * Removes a peer until its next newer report.
     *
     * @return whether it was there
     */
    public boolean forget(String nodeId) {
        Peer peer = this.peers.find(nodeId);
        if (peer != null) {
            bury(peer);
        }
        return peer != null;
    }

    /** Whether this very boot of a peer is in the table. */
    public boolean contains(String nodeId, Boot boot) {
        Peer peer = this.peers.find(nodeId);
        return peer != null && peer.boot().equals(boot);
    }

    /** Whether a peer is in the table. */
    public boolean contains(String nodeId) {
        return this.peers.find(nodeId) != null;
    }

    /**
     * Puts a factor on the evidence of an id, now and whenever it comes back.
     *
     * @param factor 0 … 1
     */
    public void setFactor(String nodeId, double factor) {
        if (factor == 1) {
            this.factors.remove(nodeId);
        } else {
            this.factors.put(nodeId, factor);
        }
        Peer peer = this.peers.find(nodeId);
        if (peer != null) {
            peer.setFactor(factor);
        }
    }

    /**
     * Adds every peer that has weight to a field.
     *
     * @param field to be filled
     * @param atNanos the instant for which phases are wanted
     * @param nowNanos the step's instant, at which weights are taken
     */
    public void addTo(Field field, long atNanos, long nowNanos, Observer observer) {
        this.rows.weigh(this.commonFrequency, nowNanos, this.wakingNanos, observer.ttlNanos());
        addWeighedTo(field, atNanos, observer);
    }

    /**
     * Adds everyone who is not joining to a field, answered or not, with what transit is known of
     * them.
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

    /** The frequency of all who were weighed last, as an observer sees it, rad/s. */
    double commonFrequency(Observer observer) {
        return this.commonFrequency.seenFrom(
                observer.naturalFrequency(), observer.coupling(), observer.phaseLag());
    }

    /** How many peers are in the table. */
    public int size() {
        return this.peers.size();
    }

    /** The peers that have joined. */
    public JoinedPeers joined() {
        return this.joined;
    }

    /**
     * Whether most paths showed at once that this node's own monotonic clock stood still, as it
     * does while a machine is suspended. Asked once a step; a yes is given once.
     *
     * @param withinNanos the waking time that counts as at once
     */
    public boolean ownClockStoodStill(long withinNanos) {
        return this.standstill.isTold(this.peers.all(), this.wakingNanos, withinNanos);
    }

    /** The beats of all peers, as the node that has weighed them sees them. */
    public PeerBeats beats() {
        return this.beats;
    }

    /** The silence of a peer, 0 of one that is not in the table. */
    public long silenceNanos(String nodeId) {
        Peer peer = this.peers.find(nodeId);
        return (peer != null) ? peer.silenceNanos(this.wakingNanos) : 0;
    }

    /**
     * The answers that the next report carries.
     *
     * @param stampNanos its stamp
     * @param periodNanos how often this node reports
     */
    public List<Echo> nextEchoes(long stampNanos, long periodNanos, long ttlNanos) {
        return this.echoRota.next(this.peers.all(), stampNanos, periodNanos, ttlNanos);
    }

    /** All peers as they stand, in order of admission. */
    public List<PeerView> views(long nowNanos, Observer observer) {
        this.rows.weigh(this.commonFrequency, nowNanos, this.wakingNanos, observer.ttlNanos());
        double common = commonFrequency(observer);
        return this.peers.all().stream()
                .map((peer) -> peer.view(nowNanos, this.wakingNanos, common, observer))
                .toList();
    }

    /** How many peers have been evicted since the start. */
    public long evicted() {
        return this.evicted;
    }

    /** How many steps of clocks against each other have been seen since the start. */
    public long clockSteps() {
        return this.clockSteps;
    }
}
