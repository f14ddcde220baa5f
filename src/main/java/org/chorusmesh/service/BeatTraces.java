package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.chorusmesh.beat.FiredBeat;
import org.jspecify.annotations.Nullable;

/**
 * The beats of the last minute, at least a quarter of a second apart: {@value #CAPACITY} at most,
 * with {@value #MAX_OFFSETS} offsets in all, half a megabyte beside the ids, which beats share with
 * each other and with the peer table. The integrator's thread writes; who reads never holds it up.
 */
final class BeatTraces {

    static final int CAPACITY = 240;

    static final int MAX_OFFSETS = 65_536;

    static final long SPAN_NANOS = 60_000_000_000L;

    private static final long SPACING_NANOS = SPAN_NANOS / CAPACITY;

    private final InstantSource wallClock;

    private final Recent<BeatTrace> traces = new Recent<>();

    private int offsets;

    BeatTraces(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /** Whether a beat is far enough from the one before to be kept. */
    boolean isNext(FiredBeat beat) {
        BeatTrace newest = newest(this.traces.list());
        return newest == null || beat.atNanos() - newest.atNanos() >= SPACING_NANOS;
    }

    private static @Nullable BeatTrace newest(List<BeatTrace> traces) {
        return traces.isEmpty() ? null : traces.get(traces.size() - 1);
    }

    /**
     * Looks at a beat.
     *
     * @param synchrony of the step that fired it
     */
    void look(FiredBeat beat, Synchrony synchrony) {
        if (!isNext(beat)) {
            return;
        }
        List<BeatTrace> before = this.traces.list();
        BeatTrace newest = newest(before);
        BeatTrace trace = trace(beat, synchrony, (newest != null) ? newest.ids() : new String[0]);
        this.offsets += trace.size();
        int drop = 0;
        while (drop < before.size() && isTooMuch(before, drop, beat.atNanos())) {
            this.offsets -= before.get(drop).size();
            drop++;
        }
        this.traces.add(trace, drop);
    }

    private boolean isTooMuch(List<BeatTrace> before, int drop, long nowNanos) {
        return before.size() - drop >= CAPACITY
                || this.offsets > MAX_OFFSETS
                || nowNanos - before.get(drop).atNanos() > SPAN_NANOS;
    }

    private BeatTrace trace(FiredBeat beat, Synchrony synchrony, String[] sameIds) {
        int size = (int) synchrony.inStepCount();
        String[] ids = new String[size];
        float[] offsets = new float[size];
        int count = 0;
        for (PeerSynchrony peer : synchrony.peers()) {
            double offset = synchrony.offsetSeconds(peer);
            if (peer.locking() == Locking.IN_STEP && Double.isFinite(offset)) {
                ids[count] = peer.peer().nodeId();
                offsets[count] = (float) offset;
                count++;
            }
        }
        if (count < size) {
            ids = Arrays.copyOf(ids, count);
            offsets = Arrays.copyOf(offsets, count);
        }
        long agoMillis = (synchrony.snapshot().atNanos() - beat.atNanos()) / 1_000_000;
        return new BeatTrace(
                beat.number(),
                beat.missed(),
                beat.atNanos(),
                this.wallClock.millis() - agoMillis,
                synchrony.spreadSeconds(),
                synchrony.snapshot().beat().agreedList(beat.number()),
                Arrays.equals(ids, sameIds) ? sameIds : ids,
                offsets);
    }

    /** Oldest first. */
    List<BeatTrace> list() {
        return this.traces.list();
    }
}
