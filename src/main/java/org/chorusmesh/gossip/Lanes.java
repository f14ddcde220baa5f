package org.chorusmesh.gossip;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets that receive, each with a thread of its own, whatever the number of peers. Every
 * address is connected on the first. A socket connects to an address only once, so a dial beside a
 * silent connection goes to the lane on which that connection is not. The second lane opens when it
 * is first used. It also asks for the reports of any mesh.
 *
 * <p>One thread at a time may call this.
 */
final class Lanes {

    private static final long REOPEN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Messaging messaging;
    private final Supplier<Reception> receptions;
    private final LongSupplier nanoClock;
    private final Runnable onChange;
    private final Slot first = new Slot("receive", false);
    private final Slot second = new Slot("receive-2", true);

    /**
     * @param receptions makes one for each lane
     * @param onChange called on any thread when a connection has come further, or no further
     */
    Lanes(
            Messaging messaging,
            Supplier<Reception> receptions,
            LongSupplier nanoClock,
            Runnable onChange) {
        this.messaging = messaging;
        this.receptions = receptions;
        this.nanoClock = nanoClock;
        this.onChange = onChange;
    }

    /**
     * Opens one more connection to an address.
     *
     * @param probing whether to ask for the reports of any mesh. A connection on the second lane
     *     then gives way: by now it has been silent for about a TTL
     */
    Link dial(Address address, boolean probing) {
        boolean beside = this.first.holds(address);
        return ((probing || beside) ? this.second : this.first).dial(address);
    }

    /** How many TCP connections have come up. */
    long established() {
        return this.first.established() + this.second.established();
    }

    /** Closes both, soon. */
    void stop() {
        this.first.stop();
        this.second.stop();
    }

    /** Waits for the end of both threads. */
    void join(long limitNanos) {
        this.first.join(limitNanos);
        this.second.join(limitNanos);
    }

    /** A lane, and the next one if it fails. */
    private final class Slot {

        private final String name;
        private final boolean anyMesh;
        private @Nullable Lane lane;
        private boolean tried;
        private long triedNanos;
        private long establishedBefore;

        Slot(String name, boolean anyMesh) {
            this.name = name;
            this.anyMesh = anyMesh;
        }

        boolean holds(Address address) {
            return this.lane != null && this.lane.holds(address);
        }

        Link dial(Address address) {
            if (this.lane == null || this.lane.hasEnded()) {
                reopen();
            }
            return (this.lane != null && !this.lane.hasEnded())
                    ? this.lane.dial(address)
                    : Link.ended(address, Lanes.this.receptions.get());
        }

        private void reopen() {
            long nowNanos = Lanes.this.nanoClock.getAsLong();
            if (this.tried && nowNanos - this.triedNanos < REOPEN_PAUSE_NANOS) {
                return;
            }
            this.tried = true;
            this.triedNanos = nowNanos;
            Threads threads = Lanes.this.messaging.threads();
            Lane fresh =
                    new Lane(
                            this.name,
                            Lanes.this.messaging,
                            Lanes.this.receptions.get(),
                            this.anyMesh,
                            Lanes.this.onChange);
            try {
                fresh.start(threads);
            } catch (OutOfMemoryError ex) {
                if (!threads.shortage().isOne(ex)) {
                    throw ex;
                }
                return;
            }
            this.establishedBefore += (this.lane != null) ? this.lane.established() : 0;
            this.lane = fresh;
        }

        long established() {
            return this.establishedBefore + ((this.lane != null) ? this.lane.established() : 0);
        }

        void stop() {
            if (this.lane != null) {
                this.lane.stop();
            }
        }

        void join(long limitNanos) {
            if (this.lane != null) {
                this.lane.join(limitNanos);
            }
        }
    }
}
