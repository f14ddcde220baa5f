package org.chorusmesh.simulation.scenario;

/**
 * What one direction of a link does to frames.
 *
 * @param loss probability that a frame is lost, 0 … 1
 * @param delay how long a frame is under way
 * @param jitter what is added to that, drawn for each frame
 * @param ordered whether frames keep their order, as over TCP, those apart that are reordered below
 * @param reorder probability that a frame is held back and overtaken, 0 … 1
 * @param reorderBy how long it is held back
 * @param duplicate probability that a frame comes twice, 0 … 1
 * @param stall probability that the link stalls at a frame, 0 … 1; it and all that follow come in a
 *     burst at the end
 * @param stallFor how long a stall lasts
 * @param bytesPerSecond bandwidth; 0 for no limit
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

    /** Every frame after 1 ms, in order. */
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

    /** The least time that a frame can be under way. */
    public long leastDelayNanos() {
        return this.delay.floorNanos() + this.jitter.floorNanos();
    }

    /** The time that a frame is hardly ever under way for longer, stalls apart. */
    public long usualMostDelayNanos() {
        return this.delay.ceilingNanos() + this.jitter.ceilingNanos();
    }
}
