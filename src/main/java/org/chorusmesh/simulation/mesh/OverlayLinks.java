package org.chorusmesh.simulation.mesh;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Scenario;
import org.chorusmesh.simulation.scenario.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Which members dial which, as real nodes compute it from the addresses that discovery finds. Each
 * process has an address of its own. A process finds the present addresses when it starts, and then
 * asks again at a constant interval. A neighbour that it no longer needs stays connected for two
 * TTL, and is then forgotten.
 *
 * <p>All members share one overlay of the present addresses. A member asks it again only if its
 * neighbours may have changed, so a change costs as much in a large mesh as in a small one.
 */
final class OverlayLinks {

    /** Carries out an action at an instant of virtual time. */
    interface Schedule {
        void at(long nanos, Runnable action);
    }

    /** Receives a member that others hear, with those that heard it before. */
    interface Relinked {
        void relinked(int member, int[] before);
    }

    /** Receives two members of which the first no longer dials the second, which still runs. */
    interface Released {
        void released(int member, int other);
    }

    private static final int[] NONE = {};

    private static final int KEPT_TTLS = 2;

    private final Overlay overlay;
    private final long everyNanos;
    private final long keptNanos;
    private final @Nullable String[] addresses;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final int[][] wanted;
    private final int[][] dialled;
    private final int[][] heardBy;
    private final long[] askedFirst;
    private final boolean[] asks;
    private Schedule schedule = (nanos, action) -> {};
    private Relinked relinked = (member, before) -> {};
    private Released released = (member, other) -> {};
    private long addressed;

    /** Links all members that are up at the start. */
    OverlayLinks(Scenario scenario, Topology.Overlay topology, Chance chance) {
        int n = scenario.nodes();
        this.overlay = new Overlay(topology.degree());
        this.everyNanos = topology.discoveryNanos();
        this.keptNanos = KEPT_TTLS * scenario.settings().ttlNanos();
        this.addresses = new String[n];
        this.wanted = filled(n);
        this.dialled = filled(n);
        this.heardBy = filled(n);
        this.askedFirst = new long[n];
        this.asks = new boolean[n];
        for (int i = 0; i < n; i++) {
            this.askedFirst[i] = (long) (chance.nextDouble() * this.everyNanos);
            if (!scenario.late().contains(i)) {
                enter(i);
            }
        }
        for (int i = 0; i < n; i++) {
            if (this.addresses[i] != null) {
                this.wanted[i] = neighbours(i);
                this.dialled[i] = this.wanted[i];
                this.heardBy[i] = this.wanted[i];
            }
        }
        this.overlay.takeTouched();
    }

    private static int[][] filled(int n) {
        int[][] lists = new int[n][];
        Arrays.fill(lists, NONE);
        return lists;
    }

    void connect(Schedule actions, Relinked listener, Released letGo) {
        this.schedule = actions;
        this.relinked = listener;
        this.released = letGo;
    }

    /** Who hears each member, in ascending order. The rows are replaced as links change. */
    int[][] heardBy() {
        return this.heardBy;
    }

    /** Number of addresses that a member dials. */
    int dialled(int member) {
        return this.dialled[member].length;
    }

    private void enter(int member) {
        String address = Topology.Overlay.address(this.addressed++);
        this.addresses[member] = address;
        this.byAddress.put(address, member);
        this.overlay.add(address);
    }

    private int[] neighbours(int member) {
        Set<String> found = this.overlay.neighbours(this.addresses[member]);
        int[] neighbours = new int[found.size()];
        int count = 0;
        for (String address : found) {
            neighbours[count++] = this.byAddress.get(address);
        }
        Arrays.sort(neighbours);
        return neighbours;
    }

    /** A process starts on a member, unless it was up from the start. */
    void started(int member, long nanos) {
        if (this.addresses[member] == null) {
            enter(member);
            ask(member, nanos);
            spread(nanos);
        }
    }

    /** The process of a member has stopped. Others stop to dial its address. */
    void stopped(int member, long nanos) {
        String address = this.addresses[member];
        if (address == null) {
            return;
        }
        this.addresses[member] = null;
        this.byAddress.remove(address);
        this.overlay.remove(address);
        this.wanted[member] = NONE;
        for (int other : this.dialled[member]) {
            hangUp(member, other);
        }
        for (int other : this.heardBy[member]) {
            hangUp(other, member);
            this.wanted[other] = without(this.wanted[other], member);
        }
        spread(nanos);
    }

    /** Members whose neighbours may have changed find that out when they ask next. */
    private void spread(long nanos) {
        for (String address : this.overlay.takeTouched()) {
            int member = this.byAddress.get(address);
            if (!this.asks[member]) {
                this.asks[member] = true;
                this.schedule.at(
                        nextAsked(member, nanos),
                        () -> {
                            this.asks[member] = false;
                            if (this.addresses[member] != null) {
                                ask(member, nextAsked(member, nanos));
                            }
                        });
            }
        }
    }

    private long nextAsked(int member, long nanos) {
        if (this.everyNanos == 0) {
            return nanos;
        }
        long since = Math.floorMod(nanos - this.askedFirst[member], this.everyNanos);
        return nanos + this.everyNanos - since;
    }

    private void ask(int member, long nanos) {
        int[] now = neighbours(member);
        this.wanted[member] = now;
        for (int other : now) {
            if (Topology.indexOf(this.dialled[member], other) < 0) {
                dial(member, other);
            }
        }
        for (int other : this.dialled[member]) {
            if (Topology.indexOf(now, other) < 0) {
                this.schedule.at(
                        nanos + this.keptNanos,
                        () -> {
                            if (Topology.indexOf(this.wanted[member], other) < 0
                                    && Topology.indexOf(this.dialled[member], other) >= 0) {
                                hangUp(member, other);
                                this.released.released(member, other);
                            }
                        });
            }
        }
    }

    private void dial(int member, int other) {
        this.dialled[member] = with(this.dialled[member], other);
        setHeardBy(other, with(this.heardBy[other], member));
    }

    private void hangUp(int member, int other) {
        this.dialled[member] = without(this.dialled[member], other);
        setHeardBy(other, without(this.heardBy[other], member));
    }

    private void setHeardBy(int member, int[] now) {
        int[] before = this.heardBy[member];
        if (before != now) {
            this.heardBy[member] = now;
            this.relinked.relinked(member, before);
        }
    }

    private static int[] with(int[] sorted, int value) {
        int at = -Topology.indexOf(sorted, value) - 1;
        if (at < 0) {
            return sorted;
        }
        int[] more = new int[sorted.length + 1];
        System.arraycopy(sorted, 0, more, 0, at);
        more[at] = value;
        System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
        return more;
    }

    private static int[] without(int[] sorted, int value) {
        int at = Topology.indexOf(sorted, value);
        if (at < 0) {
            return sorted;
        }
        int[] fewer = new int[sorted.length - 1];
        System.arraycopy(sorted, 0, fewer, 0, at);
        System.arraycopy(sorted, at + 1, fewer, at, fewer.length - at);
        return fewer;
    }
}
