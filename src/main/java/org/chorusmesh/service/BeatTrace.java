package org.chorusmesh.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chorusmesh.members.MemberList;
import org.jspecify.annotations.Nullable;

/** A beat that a node has fired, and when the peers in step with it fire theirs. Immutable. */
public final class BeatTrace {

    private final long number;
    private final long missed;
    private final long atNanos;
    private final long wallMillis;
    private final double spreadSeconds;
    private final @Nullable MemberList list;
    private final String[] ids;
    private final float[] offsets;

    BeatTrace(
            long number,
            long missed,
            long atNanos,
            long wallMillis,
            double spreadSeconds,
            @Nullable MemberList list,
            String[] ids,
            float[] offsets) {
        this.number = number;
        this.missed = missed;
        this.atNanos = atNanos;
        this.wallMillis = wallMillis;
        this.spreadSeconds = spreadSeconds;
        this.list = list;
        this.ids = ids;
        this.offsets = offsets;
    }

    /** Which beat. */
    public long number() {
        return this.number;
    }

    /** How many numbers this boot let go before it, ≥ 0. */
    public long missed() {
        return this.missed;
    }

    /** Its instant on the node's monotonic clock. */
    public long atNanos() {
        return this.atNanos;
    }

    /** Its instant by the wall clock, milliseconds since 1970. */
    public long wallMillis() {
        return this.wallMillis;
    }

    /** The latest less the earliest beat of those in step; NaN where no peer is. */
    public double spreadSeconds() {
        return this.spreadSeconds;
    }

    /** The list on which there was agreement for it; null where there was none. */
    public @Nullable MemberList list() {
        return this.list;
    }

    /** By how many seconds each peer in step fires after the node, by its id. */
    public Map<String, Double> offsetSeconds() {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < this.ids.length; i++) {
            all.put(this.ids[i], (double) this.offsets[i]);
        }
        return Collections.unmodifiableMap(all);
    }

    String[] ids() {
        return this.ids;
    }

    int size() {
        return this.ids.length;
    }
}
