package org.chorusmesh.schedule;

import org.chorusmesh.beat.TurnWindow;

/** Starts the turns of a job. */
final class TurnStart {

    private final BeatSource source;
    private final Job job;
    private final TurnMethod method;

    /** The method of a job, called in a turn. */
    @FunctionalInterface
    interface TurnMethod {

        void onTurn(Turn turn) throws Throwable;
    }

    TurnStart(BeatSource source, Job job, TurnMethod method) {
        this.source = source;
        this.job = job;
        this.method = method;
    }

    void begin(TurnWindow window, long jumps, long fence) {
        NodeTurn turn = new NodeTurn(this.source, window, jumps, fence);
        this.job.offer(
                new Body() {
                    @Override
                    public void run() throws Throwable {
                        TurnStart.this.method.onTurn(turn);
                    }

                    @Override
                    public long remainingNanos() {
                        return turn.remainingNanos();
                    }
                });
    }

    Job job() {
        return this.job;
    }
}
