package org.chorusmesh.service;

import java.util.List;
import java.util.Map;
import org.chorusmesh.gossip.PeerDirectory;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** The services that a {@link DiscoveryClient} knows. */
final class DiscoveryClientDirectory implements PeerDirectory {

    /**
     * Key of an instance's metadata that states its gossip port. Without a dot, which Consul
     * refuses.
     */
    static final String PORT_KEY = "chorus-port";

    private final DiscoveryClient client;

    DiscoveryClientDirectory(DiscoveryClient client) {
        this.client = client;
    }

    @Override
    public List<Instance> instances(String service) {
        return this.client.getInstances(service).stream()
                .map(DiscoveryClientDirectory::instance)
                .toList();
    }

    private static Instance instance(ServiceInstance instance) {
        Map<String, String> metadata = instance.getMetadata();
        return new Instance(instance.getHost(), (metadata != null) ? metadata.get(PORT_KEY) : null);
    }
}
