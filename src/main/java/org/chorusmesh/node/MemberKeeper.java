package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.causality.Verdict;
import org.chorusmesh.members.Agreement;
import org.chorusmesh.members.EpochClock;
import org.chorusmesh.members.EpochLength;
import org.chorusmesh.members.FrozenList;
import org.chorusmesh.members.FrozenLists;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberEntry;
import org.chorusmesh.members.MemberList;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.MemberState;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.members.Members;
import org.chorusmesh.peers.PeerTable;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The members of one node's mesh: their news, the lists that the node freezes, and how far others
 * are known to have the same.
 */
final class MemberKeeper {

    /** A step that took longer than this part of a TTL wakes from a pause. */
    private static final int PAUSES_PER_TTL = 2;

    private final MemberRules rules;
    private final Members members;
    private final FrozenLists lists = new FrozenLists();
    private final EpochClock epochs = new EpochClock();
    private final Agreement agreement;
    private @Nullable Settings settings;
    private long epochBeats = 1;
    private long aloneNanos;
    private List<MemberView> views = List.of();
    private ListState present = ListState.NONE;
    private ListState coming = ListState.NONE;

    MemberKeeper(NodeIdentity identity, MemberRules rules) {
        this.rules = rules;
        this.members = new Members(identity.nodeId(), identity.boot(), rules);
        this.agreement = new Agreement(identity.nodeId());
    }

    void age(long wakingNanos, long elapsedNanos, Settings settings) {
        this.members.age(
                wakingNanos,
                elapsedNanos - wakingNanos,
                settings.ttlNanos(),
                settings.gossipPeriodNanos());
        this.aloneNanos += wakingNanos;
        if (settings != this.settings) {
            this.settings = settings;
            retime(EpochLength.of(settings.frequencyHz(), settings.gossipPeriodNanos()));
        }
    }

    /** Lists are frozen by epochs of one length; those of another mean other beats. */
    private void retime(long beats) {
        if (beats != this.epochBeats) {
            this.epochBeats = beats;
            this.lists.clear();
        }
    }

    void hear(Report report, Verdict verdict, long silenceNanos) {
        BeatReport beat = report.beat();
        MemberState state;
        if (report.goodbye()) {
            state = MemberState.GONE;
        } else {
            state =
                    (beat != null && beat.settled() && !report.joining())
                            ? MemberState.SETTLED
                            : MemberState.UNSETTLED;
        }
        this.members.hear(
                report.nodeId(),
                report.boot(),
                report.lamport(),
                state,
                silenceNanos,
                report.gossipPeriodNanos(),
                verdict == Verdict.TAKEOVER);
        if (beat != null) {
            List<MemberEntry> entries = beat.members();
            for (int i = 0; i < entries.size(); i++) {
                this.members.hear(entries.get(i), silenceNanos);
            }
        }
    }

    /**
     * Freezes the list of an epoch that comes in sight, and asks the peers for theirs.
     *
     * @param number n
     * @param state what the node is doing
     * @param settled whether it is in step with more than half of its peers
     * @param accompanied whether any peer counts
     * @param elapsedNanos how long the step took
     */
    void agree(
            long number,
            NodeState state,
            boolean settled,
            boolean accompanied,
            long elapsedNanos,
            PeerTable peers,
            Settings current) {
        boolean joining = state == NodeState.JOINING;
        this.members.self(settled ? MemberState.SETTLED : MemberState.UNSETTLED);
        if (accompanied || joining) {
            this.aloneNanos = 0;
        }
        if (joining) {
            this.epochs.restart();
        } else {
            boolean waking = elapsedNanos > current.ttlNanos() / PAUSES_PER_TTL;
            this.epochs.enter(number, this.epochBeats, settled, waking).ifPresent(this::freeze);
        }
        long epoch = number / this.epochBeats;
        boolean running = state == NodeState.RUNNING;
        this.present = ask(epoch, running, peers, current);
        this.coming = ask(epoch + 1, running, peers, current);
    }

    private void freeze(long epoch) {
        MemberList list = this.members.list();
        this.lists.freeze(epoch, list, list.digest(this.epochBeats, this.rules));
    }

    private ListState ask(long epoch, boolean running, PeerTable peers, Settings current) {
        FrozenList frozen = this.lists.get(epoch);
        if (frozen == null) {
            return new ListState(epoch, null, 0, 0, false);
        }
        this.agreement.begin(epoch, frozen);
        peers.beats().ask(this.agreement);
        int radius = this.agreement.radius(this.aloneNanos >= this.members.membersTtlNanos());
        boolean agreed =
                running
                        && radius >= this.rules.radius()
                        && (this.rules.expected() == 0
                                || this.rules.isMajority(
                                        this.members.newsWithin(
                                                frozen.list(), current.ttlNanos())));
        return new ListState(epoch, frozen.list(), frozen.digest(), radius, agreed);
    }

    List<MemberEntry> nextEntries() {
        return this.members.nextEntries();
    }

    /** What the node says of its lists. */
    List<ListVote> votes() {
        return List.of(this.present.vote(), this.coming.vote());
    }

    long epochBeats() {
        return this.epochBeats;
    }

    ListState present() {
        return this.present;
    }

    ListState coming() {
        return this.coming;
    }

    /** Everybody known, as of the last {@linkplain #look look}. */
    List<MemberView> views() {
        return this.views;
    }

    /** Looks at the members, once a gossip period: most steps have nothing new to show. */
    void look() {
        this.views = this.members.views();
    }
}
