package org.chorusmesh.gossip;

import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Where the addresses of a name among the peers come from. One thread at a time asks, and may have
 * to wait.
 */
interface PeerSource {

    /** The name without its ports. */
    String name();

    /** The name as configured, with each of its ports. */
    List<String> configured();

    /**
     * Looks the name up.
     *
     * @throws UnknownHostException if there is no answer, or an empty one
     */
    Answer find() throws UnknownHostException;

    /**
     * An answer.
     *
     * @param addresses each with what it is called
     * @param whole false if there is more to ask at once, and the addresses are a part
     */
    record Answer(Map<Address, String> addresses, boolean whole) {}
}
