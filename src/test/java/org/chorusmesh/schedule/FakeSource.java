package org.chorusmesh.schedule;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.FiredBeat;
import org.chorusmesh.beat.ListState;

/** One beat a second, as tests say it. The clock begins at a negative instant. */
final class FakeSource implements BeatSource {

    static final long SECOND = 1_000_000_000L;

    private static final long BEGIN = -5 * SECOND;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    boolean running = true;
    boolean coupled = true;
    ListState list = ListState.NONE;
    volatile long nowNanos = BEGIN;
    private volatile BeatState state = state(100, 0, 1, 101, null, 0);

    /** A step now, with the phase at a place after a beat. */
    void step(long number, double beats, double rate, long next, FiredBeat fired, long jumps) {
        this.state = state(number, beats, rate, next, fired, jumps);
        this.listeners.forEach(Runnable::run);
    }

    private BeatState state(
            long number, double beats, double rate, long next, FiredBeat fired, long jumps) {
        return new BeatState(
                number,
                2 * Math.PI * beats,
                2 * Math.PI * rate,
                this.nowNanos,
                next,
                fired,
                jumps,
                true,
                1,
                this.list,
                ListState.NONE,
                0,
                0,
                0,
                0,
                List.of());
    }

    void pass(double seconds) {
        this.nowNanos += Math.round(seconds * SECOND);
    }

    @Override
    public String nodeId() {
        return "me";
    }

    @Override
    public BeatState state() {
        return this.state;
    }

    @Override
    public long nanoTime() {
        return this.nowNanos;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public boolean isCoupled() {
        return this.coupled;
    }

    @Override
    public long freshNanos() {
        return 2 * SECOND;
    }

    @Override
    public long errorBoundNanos() {
        return 0;
    }

    @Override
    public void addStepListener(Runnable listener) {
        this.listeners.add(listener);
    }

    @Override
    public void removeStepListener(Runnable listener) {
        this.listeners.remove(listener);
    }
}
