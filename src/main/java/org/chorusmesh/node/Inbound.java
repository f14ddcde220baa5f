package org.chorusmesh.node;

import java.util.List;

/**
 * The input from the network since the last step.
 *
 * @param arrivals received reports; those of each peer are in order of receipt
 * @param malformed number of frames that could not be read
 * @param unauthenticated number of frames without a valid MAC
 * @param dropped number of reports that a full inbox dropped
 */
public record Inbound(List<Arrival> arrivals, long malformed, long unauthenticated, long dropped) {

    /** No input. */
    public static final Inbound NOTHING = new Inbound(List.of(), 0, 0, 0);

    /** An input of reports without refused frames. */
    public static Inbound of(List<Arrival> arrivals) {
        return new Inbound(arrivals, 0, 0, 0);
    }
}
