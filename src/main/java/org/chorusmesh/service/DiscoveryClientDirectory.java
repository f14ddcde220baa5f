package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chorusmesh.gossip.PeerDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** The services that a {@link DiscoveryClient} knows. */
final class DiscoveryClientDirectory implements PeerDirectory {

    /**
     * Key of an instance's metadata that states its gossip port. Without a dot, which Consul
     * refuses.
     */
    static final String PORT_KEY = "chorus-port";

    private static final Instance UNREADABLE = new Instance("", null);

    private static final Logger logger = LoggerFactory.getLogger(DiscoveryClientDirectory.class);

    private final DiscoveryClient client;

    DiscoveryClientDirectory(DiscoveryClient client) {
        this.client = client;
    }

    @Override
    public List<Instance> instances(String service) {
        List<Instance> instances = new ArrayList<>();
        for (ServiceInstance instance : this.client.getInstances(service)) {
            instances.add(instance(instance));
        }
        return instances;
    }

    /** An instance that cannot be read has no host, so that it costs none of the others. */
    private static Instance instance(@Nullable ServiceInstance instance) {
        if (instance == null) {
            return UNREADABLE;
        }
        try {
            Map<String, String> metadata = instance.getMetadata();
            String host = instance.getHost();
            String port = (metadata != null) ? metadata.get(PORT_KEY) : null;
            return (host != null) ? new Instance(host, port) : UNREADABLE;
        } catch (RuntimeException ex) {
            logger.debug("An instance that cannot be read", ex);
            return UNREADABLE;
        }
    }
}
