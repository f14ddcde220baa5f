package org.chorusmesh.schedule;

import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chorusmesh.service.BeatPrecision;
import org.chorusmesh.service.ChorusNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Logs owners of beats and turns of the nodes of a demonstration. */
final class DemonstrationBeats implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(DemonstrationBeats.class);

    /** One node acts on every fifth beat, and a cycle of turns has twice as many beats. */
    private static final long EVERY = 5;

    private static final double GUARD_BEATS = 0.25;

    private final List<BeatScheduler> schedulers = new ArrayList<>();
    private volatile boolean running;

    DemonstrationBeats(List<ChorusNode> nodes, JobRunner runner) {
        for (ChorusNode node : nodes) {
            this.schedulers.add(scheduler(node, runner));
        }
    }

    private static BeatScheduler scheduler(ChorusNode node, JobRunner runner) {
        BeatSource source = new NodeBeatSource(node);
        String nodeId = source.nodeId();
        Pulse pulse = new Pulse(source);
        BeatEvents events = new BeatEvents(source, runner, (event) -> {});
        Jobs jobs = new Jobs(source, pulse, runner, events, ObservationRegistry.NOOP, GUARD_BEATS);
        jobs.addOnBeat(
                "one of all",
                new BeatRule(EVERY, 0, By.ONE),
                Overrun.SKIP,
                (beat) -> logger.info("Beat {}: {} acts alone", beat.number(), nodeId));
        jobs.addOnTurn(
                "turns",
                2 * EVERY,
                Spread.EVEN,
                Overrun.SKIP,
                (turn) ->
                        logger.info(
                                "Turn {} of {} is {}'s, for {} s",
                                turn.slot() + 1,
                                turn.of(),
                                nodeId,
                                String.format(
                                        Locale.ROOT, "%.2f", turn.remaining().toNanos() * 1e-9)));
        return new BeatScheduler(new BeatTimer(source, BeatPrecision.ECONOMY), pulse, jobs, events);
    }

    @Override
    public void start() {
        this.schedulers.forEach(BeatScheduler::start);
        this.running = true;
    }

    @Override
    public void stop() {
        this.running = false;
        this.schedulers.forEach(BeatScheduler::stop);
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }
}
