package org.chorusmesh.schedule;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.beat.TurnWindow;
import org.chorusmesh.members.MemberView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes events on the runner of the jobs, so that listeners of the application run neither on
 * the thread of the node nor on that of the timer.
 */
final class BeatEvents {

    private static final Logger logger = LoggerFactory.getLogger(BeatEvents.class);

    private final BeatSource source;
    private final JobRunner runner;
    private final ApplicationEventPublisher publisher;
    private final Runnable listener = this::onStep;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Object publishing = new Object();
    private volatile boolean settled;
    private volatile List<String> members;
    private volatile @Nullable List<MemberView> seen;

    BeatEvents(BeatSource source, JobRunner runner, ApplicationEventPublisher publisher) {
        this.source = source;
        this.runner = runner;
        this.publisher = publisher;
        this.members = source.isMember() ? List.of(source.nodeId()) : List.of();
    }

    void start() {
        this.source.addStepListener(this.listener);
    }

    void stop() {
        this.source.removeStepListener(this.listener);
    }

    private void onStep() {
        BeatState state = this.source.state();
        // The list of members is a new object once a gossip period; most steps have the same one.
        if (state.members() == this.seen && state.settled() == this.settled) {
            return;
        }
        this.seen = state.members();
        boolean changed = state.settled() != this.settled || !arePresent(this.members, state);
        if (changed && this.underWay.compareAndSet(false, true)) {
            run(this::publish);
        }
    }

    private void publish() {
        this.underWay.set(false);
        synchronized (this.publishing) {
            BeatState state = this.source.state();
            List<String> before = this.members;
            List<String> now = present(state);
            boolean wasSettled = this.settled;
            this.members = now;
            this.settled = state.settled();
            if (!now.equals(before)) {
                publish(
                        new MembersChanged(
                                this.source.nodeId(),
                                without(now, before),
                                without(before, now),
                                now));
            }
            if (state.settled() != wasSettled) {
                publish(
                        state.settled()
                                ? new StepRegained(this.source.nodeId(), state.number())
                                : new StepLost(this.source.nodeId(), state.number()));
            }
        }
    }

    /** Publishes that the slot of a job has changed. */
    void turnChanged(String job, long cycle, @Nullable TurnWindow turn) {
        TurnChanged event =
                new TurnChanged(
                        this.source.nodeId(),
                        job,
                        cycle,
                        (turn != null) ? turn.slot() : -1,
                        (turn != null) ? turn.of() : 0);
        run(() -> publish(event));
    }

    private void run(Runnable task) {
        try {
            this.runner.run(task);
        } catch (RuntimeException ex) {
            this.underWay.set(false);
            this.seen = null;
            logger.debug("An event was not published", ex);
        }
    }

    private void publish(Object event) {
        try {
            this.publisher.publishEvent(event);
        } catch (RuntimeException ex) {
            logger.error("A listener of {} has failed", event, ex);
        }
    }

    /** As {@link #present}, compared without a list, since most steps change nothing. */
    private static boolean arePresent(List<String> ids, BeatState state) {
        int count = 0;
        for (MemberView member : state.members()) {
            if (member.isPresent()) {
                if (count == ids.size() || !ids.get(count).equals(member.nodeId())) {
                    return false;
                }
                count++;
            }
        }
        return count == ids.size();
    }

    private static List<String> present(BeatState state) {
        return state.members().stream()
                .filter(MemberView::isPresent)
                .map(MemberView::nodeId)
                .toList();
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter((id) -> !some.contains(id)).toList();
    }
}
