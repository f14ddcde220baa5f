package org.chorusmesh.gossip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of services, which knows the instances of each. Peers configured as {@code
 * discovery:NAME} are looked up in it. A lookup may take any time, since it runs on a separate
 * thread.
 */
@FunctionalInterface
public interface PeerDirectory {

    /**
     * The instances of a service; empty if there is none. An exception means that there is no
     * answer.
     */
    List<Instance> instances(String service);

    /**
     * One instance, as the directory says it.
     *
     * @param host a name or a numeric address
     * @param port the gossip port that it states; null if it states none
     */
    record Instance(String host, @Nullable String port) {}
}
