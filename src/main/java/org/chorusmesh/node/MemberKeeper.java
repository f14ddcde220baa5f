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
 * The members of one node's mesh: their news, the lists that the node freezes, and the agreement on
 * them.
 */
final class MemberKeeper {

    /** A step that follows the last one by more than the TTL divided by this wakes from a pause. */
    private static final int PAUSES_PER_TTL = 2;

    private final MemberRules rules;
    private final Members members;
    private final FrozenLists lists = new FrozenLists();
    private final EpochClock epochs = new EpochClock();
    private final Agreement agreement;
    private @Nullable Settings settings;
    private long epochBeats = 1;
    private long aloneNanos;
    // Most epochs have the list of the one before, and its digest is dear.
    private @Nullable MemberList listed;
    private long listedDigest;
    private long listedChanges;
    private long listedEpochBeats;
    private List<MemberView> views = List.of();
    private long viewedChanges = -1;
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

    /**
     * Discards the lists if the length of an epoch changes, since an epoch then has other beats.
     */
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
     * Freezes the list of the epoch after the one that the number enters, and computes the
     * agreement.
     *
     * @param number n
     * @param state state of the node
     * @param settled whether it is in step with more than half of its peers
     * @param besideMost whether more than half of its peers are beside it and have its number now
     * @param accompanied whether any peer has weight
     * @param asks whether the agreement is needed, for a look or a near beat
     * @param elapsedNanos time since the last step
     */
    void agree(
            long number,
            NodeState state,
            boolean settled,
            boolean besideMost,
            boolean accompanied,
            boolean asks,
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
        if (asks || epoch != this.present.epoch()) {
            // A node out of step would act at another time than those with the same list.
            boolean inTime = state == NodeState.RUNNING && besideMost;
            this.present = ask(epoch, inTime, peers, current);
            this.coming = ask(epoch + 1, inTime, peers, current);
        }
    }

    private void freeze(long epoch) {
        long changes = this.members.changes();
        if (this.listed == null
                || changes != this.listedChanges
                || this.epochBeats != this.listedEpochBeats) {
            this.listed = this.members.list();
            this.listedChanges = changes;
            this.listedEpochBeats = this.epochBeats;
            this.listedDigest = this.listed.digest(this.epochBeats, this.rules);
        }
        this.lists.freeze(epoch, this.listed, this.listedDigest);
    }

    private ListState ask(long epoch, boolean inTime, PeerTable peers, Settings current) {
        FrozenList frozen = this.lists.get(epoch);
        if (frozen == null) {
            return new ListState(epoch, null, 0, 0, false);
        }
        this.agreement.begin(epoch, frozen);
        // The lists of an epoch are frozen when the number enters the one before.
        peers.beats().ask(this.agreement, (epoch - 1) * this.epochBeats);
        int radius = this.agreement.radius(this.aloneNanos >= this.members.membersTtlNanos());
        boolean agreed =
                inTime
                        && radius >= this.rules.radius(frozen.list().present().size())
                        && (this.rules.expected() == 0
                                || this.rules.isMajority(
                                        this.members.newsWithin(
                                                frozen.list(), current.ttlNanos())));
        return new ListState(epoch, frozen.list(), frozen.digest(), radius, agreed);
    }

    /**
     * The news of members in the next report.
     *
     * @param heard number of peers that the node hears
     * @param periods number of gossip periods since the last report, ≥ 1
     */
    List<MemberEntry> nextEntries(int heard, int periods) {
        return this.members.nextEntries(heard, periods);
    }

    boolean hasNews() {
        return this.members.hasNews();
    }

    /** Over how many more links the list for the next epoch must be known to be the same. */
    int linksToAgree() {
        MemberList list = this.coming.list();
        return (list != null)
                ? Math.max(0, this.rules.radius(list.present().size()) - this.coming.radius())
                : 0;
    }

    /** The votes of the node on its lists. */
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

    /** Number of present members, settled or not, this node included. */
    int presentCount() {
        return this.members.presentCount();
    }

    /** All known members, with their ages as of the last change or of {@link #viewsNow()}. */
    List<MemberView> views() {
        return (this.members.changes() != this.viewedChanges) ? viewsNow() : this.views;
    }

    /** All known members, with their present ages. */
    List<MemberView> viewsNow() {
        this.viewedChanges = this.members.changes();
        this.views = this.members.views();
        return this.views;
    }
}
