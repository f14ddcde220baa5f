package org.chorusmesh.schedule;

import java.time.Duration;
import java.time.Instant;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.TurnWindow;

/** A turn of this node. It ends early if the phase jumps. */
final class NodeTurn implements Turn {

    private final BeatSource source;
    private final TurnWindow window;
    private final long jumps;
    private final long fence;

    /**
     * @param jumps number of jumps of the phase when the turn began
     */
    NodeTurn(BeatSource source, TurnWindow window, long jumps, long fence) {
        this.source = source;
        this.window = window;
        this.jumps = jumps;
        this.fence = fence;
    }

    @Override
    public long cycle() {
        return this.window.cycle();
    }

    @Override
    public int slot() {
        return this.window.slot();
    }

    @Override
    public int of() {
        return this.window.of();
    }

    @Override
    public Instant ends() {
        return this.source.wallClock().instant().plusNanos(remainingNanos());
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    long remainingNanos() {
        BeatState state = this.source.state();
        if (state.jumps() != this.jumps || !this.source.isRunning()) {
            return 0;
        }
        long endNanos = state.instantOf(this.window.cycle(), this.window.ends());
        // The phase does not advance: no other turn begins, and this one does not end.
        return (endNanos == Long.MAX_VALUE)
                ? Long.MAX_VALUE
                : Math.max(0, endNanos - this.source.nanoTime());
    }

    @Override
    public long fence() {
        return this.fence;
    }

    @Override
    public String toString() {
        return "Turn[cycle=%d, slot=%d, of=%d, remaining=%s]"
                .formatted(cycle(), slot(), of(), remaining());
    }
}
