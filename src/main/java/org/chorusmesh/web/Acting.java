package org.chorusmesh.web;

import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.schedule.BeatSource;

/**
 * Whether what the last step of a node says may still be acted on. After a pause of the process, a
 * request can be answered before the first step; what was agreed on before is not agreed on then.
 */
final class Acting {

    private static final long SHOWN_NANOS = 500_000_000L;

    private final BeatSource source;

    Acting(BeatSource source) {
        this.source = source;
    }

    boolean isBy(NodeSnapshot snapshot) {
        return snapshot.state() == NodeState.RUNNING
                && this.source.nanoTime() - snapshot.atNanos() <= this.source.freshNanos();
    }

    /**
     * Whether it may be shown to a person, to whom a step that is late by less than half a second
     * is no news.
     */
    boolean isShownBy(NodeSnapshot snapshot) {
        return snapshot.state() == NodeState.RUNNING
                && this.source.nanoTime() - snapshot.atNanos()
                        <= Math.max(this.source.freshNanos(), SHOWN_NANOS);
    }

    /** The wall clock, milliseconds since 1970. */
    long wallMillis() {
        return this.source.wallClock().millis();
    }
}
