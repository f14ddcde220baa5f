package org.chorusmesh.members;

import org.chorusmesh.causality.AdmissionRule;
import org.chorusmesh.causality.Boot;

/**
 * The state of another member. It has two times: its <em>silence</em> is measured in this node's
 * waking time and makes it absent; the <em>age</em> of its news is true time, and is passed on with
 * the news.
 */
final class Member {

    private static final long MAX_AGE_NANOS = MemberEntry.MAX_AGE_MILLIS * 1_000_000;

    private final String nodeId;
    private Boot boot;
    private long lamport;
    private MemberState state;
    private long silentSinceNanos;
    private long leftNanos;
    private long absentSinceNanos;
    private boolean held;
    private long heldSinceNanos;
    private Rota.Place place = Rota.Place.NONE;
    private boolean firstHand;

    /** Creates a member that was unknown. */
    Member(
            String nodeId,
            Boot boot,
            long lamport,
            MemberState state,
            long ageNanos,
            MemberTime time,
            boolean holds) {
        this.nodeId = nodeId;
        this.boot = boot;
        this.lamport = lamport;
        this.state = state;
        this.silentSinceNanos = time.wakingNanos() - ageNanos;
        this.leftNanos = time.trueNanos() - ageNanos;
        if (!isPresent()) {
            leave(time, holds);
        }
    }

    /**
     * Takes over newer news.
     *
     * @param ageNanos how long ago the news left the member, ≥ 0
     * @param holds whether absent ids keep their slots
     * @return whether the boot or the state changes
     */
    boolean hear(
            Boot newBoot,
            long newLamport,
            MemberState newState,
            long ageNanos,
            MemberTime time,
            boolean holds) {
        boolean another = !newBoot.equals(this.boot);
        boolean changed = another || newState != this.state;
        if (holds && another && this.state == MemberState.SETTLED) {
            // It was absent between two boots, although this was not observed.
            this.held = true;
            this.heldSinceNanos = this.silentSinceNanos;
        }
        long silentSince = time.wakingNanos() - ageNanos;
        long left = time.trueNanos() - ageNanos;
        this.silentSinceNanos =
                another ? silentSince : Math.max(this.silentSinceNanos, silentSince);
        this.leftNanos = another ? left : Math.max(this.leftNanos, left);
        this.boot = newBoot;
        this.lamport = newLamport;
        this.state = newState;
        if (newState == MemberState.SETTLED) {
            this.held = false;
        } else if (newState == MemberState.GONE) {
            leave(time, holds);
        }
        return changed;
    }

    /** Makes it absent, after a goodbye or by its silence. */
    void leave(MemberTime time, boolean holds) {
        this.state = MemberState.GONE;
        this.absentSinceNanos = time.wakingNanos();
        this.held = holds;
        this.heldSinceNanos = this.silentSinceNanos;
    }

    void release() {
        this.held = false;
    }

    String nodeId() {
        return this.nodeId;
    }

    Boot boot() {
        return this.boot;
    }

    long lamport() {
        return this.lamport;
    }

    MemberState state() {
        return this.state;
    }

    boolean isPresent() {
        return this.state != MemberState.GONE;
    }

    Rota.Place place() {
        return this.place;
    }

    void setPlace(Rota.Place newPlace) {
        this.place = newPlace;
    }

    /** Whether its newest news came from itself. */
    boolean isFirstHand() {
        return this.firstHand;
    }

    void setFirstHand(boolean firstHand) {
        this.firstHand = firstHand;
    }

    boolean isHeld() {
        return this.held;
    }

    long ageNanos(MemberTime time) {
        return time.trueNanos() - this.leftNanos;
    }

    long silenceNanos(MemberTime time) {
        return time.wakingNanos() - this.silentSinceNanos;
    }

    /** The waking time at which it becomes absent, or is forgotten. */
    long endsNanos(MemberTime time, long holdNanos) {
        return isPresent()
                ? this.silentSinceNanos + time.membersTtlNanos()
                : this.absentSinceNanos + 2 * time.membersTtlNanos() + holdNanos;
    }

    /** The waking time until which its slot is held. */
    long heldUntilNanos(MemberTime time, long holdNanos) {
        return this.held
                ? this.heldSinceNanos + time.membersTtlNanos() + holdNanos
                : Long.MAX_VALUE;
    }

    /** Whether an entry in the report of another is newer than what is known. */
    boolean isOlderThan(MemberEntry entry) {
        return AdmissionRule.judge(this.boot, this.lamport, entry.boot(), entry.lamport(), false)
                .isAdmitted();
    }

    /** Whether its news may be passed on. */
    boolean circulates(MemberTime time, long holdNanos) {
        long age = ageNanos(time);
        // With a very long TTL, news can become older than a report can state.
        return age < time.lifeNanos(this.state, holdNanos) && age <= MAX_AGE_NANOS;
    }

    /**
     * Whether another state of the same id may replace this one: it has been silent for long, and
     * for much longer than the report of the other was in transit.
     */
    boolean isDisplaceable(MemberTime time, long queuedNanos, long periodNanos) {
        return AdmissionRule.isDisplaceable(silenceNanos(time) - queuedNanos, periodNanos);
    }

    MemberEntry entry(MemberTime time) {
        // Rounded up, so that news never appears younger than it is.
        long ageMillis = Math.floorDiv(ageNanos(time) + 999_999, 1_000_000L);
        return new MemberEntry(this.nodeId, this.boot, this.lamport, this.state, ageMillis);
    }

    MemberView view(MemberTime time) {
        return new MemberView(
                this.nodeId, this.boot, this.state, silenceNanos(time), ageNanos(time), this.held);
    }

    boolean isListed() {
        return this.state == MemberState.SETTLED || this.held;
    }

    Slot slot() {
        return new Slot(this.nodeId, this.held ? null : this.boot);
    }
}
