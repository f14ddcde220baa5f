package org.chorusmesh.node;

import java.util.List;

/**
 * What the network brought since the last step.
 *
 * @param arrivals reports in order of receipt, as far as each peer's own are concerned
 * @param malformed frames that could not be read
 * @param unauthenticated frames without a valid MAC
 * @param dropped reports that a full inbox let go
 */
public record Inbound(List<Arrival> arrivals, long malformed, long unauthenticated, long dropped) {

    /** Nothing at all. */
    public static final Inbound NOTHING = new Inbound(List.of(), 0, 0, 0);

    /** These reports, and no frame refused. */
    public static Inbound of(List<Arrival> arrivals) {
        return new Inbound(arrivals, 0, 0, 0);
    }
}
