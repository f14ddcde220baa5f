package org.chorusmesh.simulation.mesh;

import java.util.Arrays;

/**
 * The next step of each member: a calendar queue (Brown, 1988) of intrusive lists. It holds a
 * member at most once. Adding and removing cost the same for ten members and for a hundred
 * thousand, since steps are periodic. A bucket is sorted, by instant and then by member, when its
 * time comes.
 */
final class StepWheel {

    private static final int PER_BUCKET = 8;

    /** A calm member steps up to so many times less often. */
    private static final int LONGEST_STEPS = 50;

    private static final int NONE = -1;

    private final long widthNanos;
    private final int[] heads;
    private int[] next;
    private long[] due;
    private boolean[] queued;
    private int size;
    private long bucket;
    private int[] ready = new int[64];
    private int readyCount;
    private int readyIndex;

    /**
     * Creates an empty queue.
     *
     * @param members expected number of members
     * @param leastStepNanos the shortest step period
     * @param usualStepNanos the usual step period
     */
    StepWheel(int members, long leastStepNanos, long usualStepNanos) {
        // Never wider than the shortest step period, so that the next step of a member falls into a
        // later bucket.
        this.widthNanos =
                Math.max(
                        1,
                        Math.min(
                                leastStepNanos,
                                usualStepNanos * PER_BUCKET / Math.max(1, members)));
        long wanted = Math.min(1 << 20, LONGEST_STEPS * usualStepNanos / this.widthNanos + 2);
        this.heads = new int[Integer.highestOneBit((int) wanted) * 2];
        Arrays.fill(this.heads, NONE);
        this.next = new int[members];
        this.due = new long[members];
        this.queued = new boolean[members];
    }

    /** Whether a member is scheduled. */
    boolean contains(int member) {
        return member < this.queued.length && this.queued[member];
    }

    /**
     * Schedules the next step of a member.
     *
     * @param atNanos not before the instant of the member removed last
     */
    void add(int member, long atNanos) {
        if (member >= this.next.length) {
            int length = Math.max(member + 1, 2 * this.next.length);
            this.next = Arrays.copyOf(this.next, length);
            this.due = Arrays.copyOf(this.due, length);
            this.queued = Arrays.copyOf(this.queued, length);
        }
        this.due[member] = atNanos;
        this.queued[member] = true;
        this.size++;
        if (atNanos / this.widthNanos < this.bucket) {
            insertReady(member);
            return;
        }
        int slot = slot(atNanos / this.widthNanos);
        this.next[member] = this.heads[slot];
        this.heads[slot] = member;
    }

    /**
     * Brings the next step of a member forward; no effect if it has none, or an earlier one.
     *
     * @param atNanos not before the instant of the member removed last
     */
    void hasten(int member, long atNanos) {
        if (!contains(member) || this.due[member] <= atNanos) {
            return;
        }
        if (this.due[member] / this.widthNanos < this.bucket) {
            removeReady(member);
        } else {
            unlink(member);
        }
        this.size--;
        add(member, atNanos);
    }

    private void removeReady(int member) {
        int at = this.readyIndex;
        while (this.ready[at] != member) {
            at++;
        }
        this.readyCount--;
        System.arraycopy(this.ready, at + 1, this.ready, at, this.readyCount - at);
    }

    private void unlink(int member) {
        int slot = slot(this.due[member] / this.widthNanos);
        if (this.heads[slot] == member) {
            this.heads[slot] = this.next[member];
            return;
        }
        int before = this.heads[slot];
        while (this.next[before] != member) {
            before = this.next[before];
        }
        this.next[before] = this.next[member];
    }

    private int slot(long bucketNumber) {
        return (int) (bucketNumber & (this.heads.length - 1));
    }

    /**
     * The instant of the next step up to a limit, inclusive; {@link Long#MAX_VALUE} if there is
     * none.
     */
    long peek(long limitNanos) {
        while (this.readyIndex == this.readyCount) {
            if (this.size == 0 || this.bucket * this.widthNanos > limitNanos) {
                return Long.MAX_VALUE;
            }
            collect();
        }
        long at = this.due[this.ready[this.readyIndex]];
        return (at <= limitNanos) ? at : Long.MAX_VALUE;
    }

    private void collect() {
        this.readyIndex = 0;
        this.readyCount = 0;
        int slot = slot(this.bucket);
        int previous = NONE;
        for (int member = this.heads[slot]; member != NONE; ) {
            int following = this.next[member];
            if (this.due[member] / this.widthNanos == this.bucket) {
                if (previous == NONE) {
                    this.heads[slot] = following;
                } else {
                    this.next[previous] = following;
                }
                insertReady(member);
            } else {
                previous = member;
            }
            member = following;
        }
        this.bucket++;
    }

    private void insertReady(int member) {
        if (this.readyCount == this.ready.length) {
            this.ready = Arrays.copyOf(this.ready, 2 * this.ready.length);
        }
        int at = this.readyCount++;
        while (at > this.readyIndex && isAfter(this.ready[at - 1], member)) {
            this.ready[at] = this.ready[at - 1];
            at--;
        }
        this.ready[at] = member;
    }

    private boolean isAfter(int a, int b) {
        return this.due[a] != this.due[b] ? this.due[a] > this.due[b] : a > b;
    }

    /** Removes the member whose instant {@link #peek} returned. */
    int remove() {
        int member = this.ready[this.readyIndex++];
        this.queued[member] = false;
        this.size--;
        return member;
    }
}
