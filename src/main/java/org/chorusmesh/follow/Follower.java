package org.chorusmesh.follow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.schedule.BeatSource;
import org.jspecify.annotations.Nullable;

/**
 * The beats of a node in another process. If the node does not answer, beats continue at the last
 * rate for {@link #COAST_NANOS}. Then no beat fires until a node answers again.
 */
public final class Follower implements BeatSource {

    /** How long after the last answer beats still fire and agreements still hold, nanoseconds. */
    public static final long COAST_NANOS = 3_000_000_000L;

    /** The id of a follower that acts for no node, in events and logs. */
    static final String NO_NODE = "follower";

    private final @Nullable String actsFor;
    private final LongSupplier nanoTime;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile View view =
            new View(FollowedBeats.NOTHING, new FollowerStatus(null, null, false, 0, 0, 0), 0);

    private record View(BeatState state, FollowerStatus status, long errorBoundNanos) {}

    /**
     * @param actsFor the id of the node that this process acts for; null for none
     * @param nanoTime the monotonic clock
     */
    Follower(@Nullable String actsFor, LongSupplier nanoTime) {
        this.actsFor = actsFor;
        this.nanoTime = nanoTime;
    }

    void publish(BeatState state, FollowerStatus status, long errorBoundNanos) {
        this.view = new View(state, status, errorBoundNanos);
        this.listeners.forEach(Runnable::run);
    }

    /** The id of the node that this process acts for; {@code follower} if it acts for none. */
    @Override
    public String nodeId() {
        return (this.actsFor != null) ? this.actsFor : NO_NODE;
    }

    @Override
    public boolean isMember() {
        return this.actsFor != null;
    }

    @Override
    public BeatState state() {
        return this.view.state();
    }

    @Override
    public long nanoTime() {
        return this.nanoTime.getAsLong();
    }

    @Override
    public boolean isRunning() {
        View now = this.view;
        return now.status().following() && nanoTime() - now.state().atNanos() <= COAST_NANOS;
    }

    /**
     * Always true, since a follower does not know the coupling. A node without coupling never has
     * agreement, so nothing is done twice.
     */
    @Override
    public boolean isCoupled() {
        return true;
    }

    @Override
    public long freshNanos() {
        return COAST_NANOS;
    }

    @Override
    public long errorBoundNanos() {
        return this.view.errorBoundNanos();
    }

    @Override
    public void addStepListener(Runnable listener) {
        this.listeners.add(listener);
    }

    @Override
    public void removeStepListener(Runnable listener) {
        this.listeners.remove(listener);
    }

    /** The status as of the last answer. */
    public FollowerStatus status() {
        return this.view.status();
    }
}
