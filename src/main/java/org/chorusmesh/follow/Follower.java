package org.chorusmesh.follow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.schedule.BeatSource;
import org.jspecify.annotations.Nullable;

/**
 * Beats of a node in another process. While the node does not answer they go on at the last rate
 * for {@link #COAST_NANOS}, and then none comes until a node answers again.
 */
public final class Follower implements BeatSource {

    /** For how long after the last answer beats still fire, and what was agreed on still holds. */
    public static final long COAST_NANOS = 3_000_000_000L;

    /** What a follower that acts for no node is called in events and logs. */
    static final String NOBODY = "follower";

    private final @Nullable String actsFor;
    private final LongSupplier nanoTime;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile View view =
            new View(FollowedBeats.NOTHING, new FollowerStatus(null, null, false, 0, 0, 0), 0);

    private record View(BeatState state, FollowerStatus status, long errorBoundNanos) {}

    /**
     * A follower that has heard of no node.
     *
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

    /** The id of the node that this process acts for; {@code follower} if that is none. */
    @Override
    public String nodeId() {
        return (this.actsFor != null) ? this.actsFor : NOBODY;
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
     * Not known here. Without a coupling the node never has agreement, so nothing is done twice.
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

    /** Whom it follows, as of the last answer. */
    public FollowerStatus status() {
        return this.view.status();
    }
}
