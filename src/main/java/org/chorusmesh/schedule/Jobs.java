package org.chorusmesh.schedule;

import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.chorusmesh.beat.TurnWindow;
import org.jspecify.annotations.Nullable;

/** All jobs of an application. */
public final class Jobs {

    private final BeatSource source;
    private final Pulse pulse;
    private final JobRunner runner;
    private final BeatEvents events;
    private final ObservationRegistry observations;
    private final double guardBeats;
    private final Map<Job, PulseFollower> jobs = new LinkedHashMap<>();
    private final List<Consumer<Job>> watchers = new ArrayList<>();

    Jobs(
            BeatSource source,
            Pulse pulse,
            JobRunner runner,
            BeatEvents events,
            ObservationRegistry observations,
            double guardBeats) {
        this.source = source;
        this.pulse = pulse;
        this.runner = runner;
        this.events = events;
        this.observations = observations;
        this.guardBeats = guardBeats;
    }

    Job addOnBeat(String name, BeatRule rule, Overrun overrun, BeatJob.BeatMethod method) {
        return addOnBeat(JobDescription.onBeat(name, rule, overrun), rule, method);
    }

    Job addOnBeat(JobDescription description, BeatRule rule, BeatJob.BeatMethod method) {
        Job job = job(description);
        return add(job, new BeatJob(this.source, rule, job, method));
    }

    Job addOnTurn(
            String name, long every, Spread spread, Overrun overrun, TurnStart.TurnMethod method) {
        return addOnTurn(JobDescription.onTurn(name, every, spread, overrun), method);
    }

    Job addOnTurn(JobDescription description, TurnStart.TurnMethod method) {
        Job job = job(description);
        TurnStart start = new TurnStart(this.source, job, method);
        String nodeId = this.source.nodeId();
        long every = description.every();
        return add(
                job,
                (description.spread() == Spread.STABLE)
                        ? new StableTurns(nodeId, every, this.guardBeats, start)
                        : new EvenTurns(
                                nodeId,
                                every,
                                this.guardBeats,
                                start,
                                new SlotWatch(description.name())));
    }

    private Job job(JobDescription description) {
        return new Job(description, this.runner, this.observations, this.source::nanoTime);
    }

    private synchronized Job add(Job job, PulseFollower follower) {
        this.jobs.put(job, follower);
        this.pulse.add(follower);
        this.watchers.forEach((watcher) -> watcher.accept(job));
        return job;
    }

    synchronized void remove(Job job) {
        PulseFollower follower = this.jobs.remove(job);
        if (follower != null) {
            this.pulse.remove(follower);
            job.close();
        }
    }

    /** All jobs, in the order in which they were added. */
    public synchronized List<Job> all() {
        return List.copyOf(this.jobs.keySet());
    }

    /** Passes each present job, and each that is added later, to a consumer. */
    public synchronized void whenAdded(Consumer<Job> watcher) {
        this.jobs.keySet().forEach(watcher);
        this.watchers.add(watcher);
    }

    /** Number of runs with an outcome, of all jobs with a name. */
    public synchronized long count(String name, JobOutcome outcome) {
        return this.jobs.keySet().stream()
                .filter((job) -> job.description().name().equals(name))
                .mapToLong((job) -> job.count(outcome))
                .sum();
    }

    /**
     * How long a job has been hanging, nanoseconds.
     *
     * @return the time since its oldest run began, if it is longer than a minute and than three
     *     intervals between its beats or turns; empty if it does not hang
     */
    public OptionalLong hangingNanos(Job job) {
        double beatNanos = 2 * Math.PI / this.source.state().rate() * 1e9;
        double intervalNanos = job.description().every() * beatNanos;
        return job.hangingNanos(intervalNanos > 0 ? (long) intervalNanos : 0);
    }

    void open() {
        all().forEach(Job::open);
    }

    /**
     * Starts no more runs.
     *
     * @return completed when every running turn has ended or its time is over
     */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(
                all().stream().map(Job::close).toArray(CompletableFuture<?>[]::new));
    }

    /** Publishes an event when the slot of a job differs from that in the previous cycle. */
    private final class SlotWatch implements EvenTurns.TurnWatch {

        private final String name;
        private int slot = -1;
        private int of;

        SlotWatch(String name) {
            this.name = name;
        }

        @Override
        public void onCycle(long cycle, @Nullable TurnWindow turn) {
            int nextSlot = (turn != null) ? turn.slot() : -1;
            int nextOf = (turn != null) ? turn.of() : 0;
            if (nextSlot != this.slot || nextOf != this.of) {
                this.slot = nextSlot;
                this.of = nextOf;
                Jobs.this.events.turnChanged(this.name, cycle, turn);
            }
        }
    }
}
