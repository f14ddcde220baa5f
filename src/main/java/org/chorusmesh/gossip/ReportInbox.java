package org.chorusmesh.gossip;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.jspecify.annotations.Nullable;

/**
 * Holds reports until the next step. It is bounded, and fair to every node id. When it overflows,
 * the heaviest queue that holds more than one report loses its oldest. So a flood costs its sender
 * its own reports, and the newest report of each id stays. A report of a new id is dropped if no
 * queue can give way. Each {@link #drain()} forgets the ids, so that invented ones do not pile up.
 * The weight of a report follows from its echoes and its news of members, which bounds memory
 * against hostile members.
 *
 * <p>Queues of equal weight form a ring, one for each weight, so that the heaviest is found at
 * once: an offer takes amortised constant time for any number of ids. Any thread may offer; only
 * one may drain.
 */
final class ReportInbox {

    /**
     * Room for this many reports of up to 15 echoes each: 10 ms of a flood at 1.6 million a second.
     */
    static final int DEFAULT_CAPACITY = 16_384;

    private static final int ECHOES_PER_UNIT = 16;

    /** The news of a member takes as much memory as two echoes. */
    private static final int ECHOES_PER_MEMBER = 2;

    private static final int MOST_WEIGHT = weight(FrameCodec.MAX_ECHOES, BeatReport.MAX_MEMBERS);

    private final Object lock = new Object();
    private final int capacity;

    private Shelf filling;
    private Shelf spare;
    private long malformed;
    private long unauthenticated;
    private long dropped;
    private long leastPeriodNanos = Long.MAX_VALUE;
    private long callBelowNanos;
    private @Nullable Runnable call;

    /**
     * @param capacity in units of weight, at least that of one report of any admissible size
     */
    ReportInbox(int capacity) {
        if (capacity < MOST_WEIGHT) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.filling = new Shelf(capacity);
        this.spare = new Shelf(capacity);
    }

    /** Adds a report. */
    void offer(Arrival arrival) {
        Runnable due;
        synchronized (this.lock) {
            this.dropped += this.filling.add(arrival, this.capacity);
            this.leastPeriodNanos =
                    Math.min(this.leastPeriodNanos, arrival.report().gossipPeriodNanos());
            due = takeCall();
        }
        run(due);
    }

    /**
     * Calls once such a report is in, see {@link Gossip#callBelow}. The thread that drains calls
     * this.
     */
    void callBelow(long periodNanos, Runnable whenIn) {
        Runnable due;
        synchronized (this.lock) {
            this.callBelowNanos = periodNanos;
            this.call = whenIn;
            due = takeCall();
        }
        run(due);
    }

    private @Nullable Runnable takeCall() {
        // A hostile report may state a negative time.
        if (this.callBelowNanos == 0 || this.leastPeriodNanos >= this.callBelowNanos) {
            return null;
        }
        this.callBelowNanos = 0;
        return this.call;
    }

    private static void run(@Nullable Runnable call) {
        if (call != null) {
            call.run();
        }
    }

    /** Counts a frame that was refused. */
    void refuse(Decoded.Refused reason) {
        synchronized (this.lock) {
            switch (reason) {
                case MALFORMED -> this.malformed++;
                case UNAUTHENTICATED -> this.unauthenticated++;
            }
        }
    }

    /**
     * Everything since the last call, with the counts of what was lost or refused. Only one thread
     * may call this.
     */
    Inbound drain() {
        Shelf full;
        Inbound counts;
        synchronized (this.lock) {
            full = this.filling;
            this.filling = this.spare;
            this.spare = full;
            counts = new Inbound(List.of(), this.malformed, this.unauthenticated, this.dropped);
            this.leastPeriodNanos = Long.MAX_VALUE;
            this.callBelowNanos = 0;
            this.malformed = 0;
            this.unauthenticated = 0;
            this.dropped = 0;
        }
        // Off the lock: the spare is touched by the next drain at the earliest.
        List<Arrival> arrivals = full.empty();
        return new Inbound(
                arrivals, counts.malformed(), counts.unauthenticated(), counts.dropped());
    }

    private static int weight(int echoes, int members) {
        return 1 + (echoes + ECHOES_PER_MEMBER * members) / ECHOES_PER_UNIT;
    }

    private static int weight(Report report) {
        BeatReport beat = report.beat();
        return weight(report.echoes().size(), (beat != null) ? beat.members().size() : 0);
    }

    /** The reports of one id; linked into the ring of its weight while it holds more than one. */
    private static final class Queue {

        final Deque<Arrival> arrivals = new ArrayDeque<>(4);
        int weight;
        @Nullable Queue next;
        @Nullable Queue previous;
    }

    /** The reports between two drains. */
    private static final class Shelf {

        private final Map<String, Queue> queues = new LinkedHashMap<>();
        private final @Nullable Queue[] rings;
        private int total;
        private int heaviest;

        Shelf(int capacity) {
            this.rings = new Queue[capacity + MOST_WEIGHT + 1];
        }

        /** Returns how many reports were dropped. */
        int add(Arrival arrival, int capacity) {
            String id = arrival.report().nodeId();
            Queue own = this.queues.computeIfAbsent(id, (key) -> new Queue());
            unlink(own);
            own.arrivals.addLast(arrival);
            int weight = weight(arrival.report());
            own.weight += weight;
            this.total += weight;
            link(own);
            int dropped = 0;
            while (this.total > capacity) {
                shed(own, id);
                dropped++;
            }
            return dropped;
        }

        List<Arrival> empty() {
            List<Arrival> arrivals = new ArrayList<>();
            for (Queue queue : this.queues.values()) {
                unlink(queue);
                arrivals.addAll(queue.arrivals);
            }
            this.queues.clear();
            this.total = 0;
            this.heaviest = 0;
            return arrivals;
        }

        private void shed(Queue own, String id) {
            while (this.heaviest > 0 && this.rings[this.heaviest] == null) {
                this.heaviest--;
            }
            Queue loser = this.rings[this.heaviest];
            if (loser == null) {
                // No id has two: the newcomer cannot stay.
                this.total -= own.weight;
                this.queues.remove(id);
                return;
            }
            if (own.arrivals.size() > 1 && own.weight == this.heaviest) {
                loser = own;
            }
            unlink(loser);
            int weight = weight(loser.arrivals.removeFirst().report());
            loser.weight -= weight;
            this.total -= weight;
            link(loser);
        }

        private void link(Queue queue) {
            if (queue.arrivals.size() < 2) {
                return;
            }
            Queue head = this.rings[queue.weight];
            queue.next = head;
            if (head != null) {
                head.previous = queue;
            }
            this.rings[queue.weight] = queue;
            this.heaviest = Math.max(this.heaviest, queue.weight);
        }

        private void unlink(Queue queue) {
            if (queue.arrivals.size() < 2) {
                return;
            }
            Queue next = queue.next;
            Queue previous = queue.previous;
            if (previous == null) {
                this.rings[queue.weight] = next;
            } else {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            queue.next = null;
            queue.previous = null;
        }
    }
}
