package org.chorusmesh.schedule;

import java.time.Duration;

/** Runs a job on the beats on which it is due. */
final class BeatJob implements PulseFollower {

    private final BeatSource source;
    private final BeatRule rule;
    private final Job job;
    private final BeatMethod method;
    private long missed;

    /** The method of a job, called on a beat. */
    @FunctionalInterface
    interface BeatMethod {

        void onBeat(Beat beat) throws Throwable;
    }

    BeatJob(BeatSource source, BeatRule rule, Job job, BeatMethod method) {
        this.source = source;
        this.rule = rule;
        this.job = job;
        this.method = method;
    }

    @Override
    public void onBeat(Strike strike) {
        long missedNow = strike.missedOf(this.rule.every(), this.rule.offset());
        this.job.add(JobOutcome.MISSED, missedNow);
        this.missed += missedNow;
        if (!this.rule.isDue(strike.number())) {
            return;
        }
        Beat beat =
                new Beat(
                        strike.number(),
                        this.missed,
                        Duration.ofNanos(strike.latenessNanos()),
                        Duration.ofNanos(this.source.errorBoundNanos()));
        this.missed = 0;
        JobOutcome outcome = this.rule.judge(strike.number(), strike.state(), this.source.nodeId());
        if (outcome == JobOutcome.RUN) {
            this.job.offer(() -> this.method.onBeat(beat));
        } else {
            this.job.add(outcome, 1);
        }
    }
}
