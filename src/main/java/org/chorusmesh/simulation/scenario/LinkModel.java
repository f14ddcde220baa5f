package org.chorusmesh.simulation.scenario;

/**
 * A model of one direction of a link.
 *
 * @param loss probability that a frame is lost, 0 … 1
 * @param delay transit time of a frame
 * @param jitter added to the delay, drawn for each frame
 * @param ordered whether frames arrive in order, as over TCP, except for those that are reordered
 * @param reorder probability that a frame is held back and overtaken, 0 … 1
 * @param reorderBy how long it is held back
 * @param duplicate probability that a frame arrives twice, 0 … 1
 * @param stall probability that the link stalls at a frame, 0 … 1; this frame and those that follow
 *     arrive in a burst at the end of the stall
 * @param stallFor how long a stall lasts
 * @param bytesPerSecond bandwidth, bytes/s; 0 for no limit
 */
public record LinkModel(
        double loss,
        Distribution delay,
        Distribution jitter,
        boolean ordered,
        double reorder,
        Distribution reorderBy,
        double duplicate,
        double stall,
        Distribution stallFor,
        double bytesPerSecond) {

    /** Every frame arrives after 1 ms, in order. */
    public static final LinkModel DEFAULT =
            new LinkModel(
                    0,
                    new Distribution.Constant(1_000_000L),
                    Distribution.NONE,
                    true,
                    0,
                    new Distribution.Constant(100_000_000L),
                    0,
                    0,
                    new Distribution.Constant(200_000_000L),
                    0);

    /** The least possible transit time. */
    public long leastDelayNanos() {
        return this.delay.floorNanos() + this.jitter.floorNanos();
    }

    /**
     * The largest transit time without stalls and reordering, as far as the distributions have one;
     * see {@link Distribution#ceilingNanos()}.
     */
    public long usualMostDelayNanos() {
        return this.delay.ceilingNanos() + this.jitter.ceilingNanos();
    }
}
