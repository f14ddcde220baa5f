package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chorusmesh.gossip.PeerDirectory;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** What a registry may answer through Spring Cloud's interface. */
class DiscoveryClientDirectoryIT {

    private static final PeerDirectory.Instance UNREADABLE = new PeerDirectory.Instance("", null);

    @Test
    void anInstanceThatCannotBeReadCostsNoneOfTheOthers() {
        Map<String, String> noPort = new HashMap<>();
        noPort.put(DiscoveryClientDirectory.PORT_KEY, null);
        assertThat(
                        answer(
                                new Instance("10.0.0.1", Map.of("chorus-port", "7000")),
                                null,
                                new Instance(null, Map.of()),
                                new Instance("throws", Map.of()),
                                new Instance("10.0.0.2", null),
                                new Instance("10.0.0.3", noPort),
                                new Instance("no host", Map.of("chorus-port", "no port"))))
                .containsExactly(
                        new PeerDirectory.Instance("10.0.0.1", "7000"),
                        UNREADABLE,
                        UNREADABLE,
                        UNREADABLE,
                        new PeerDirectory.Instance("10.0.0.2", null),
                        new PeerDirectory.Instance("10.0.0.3", null),
                        new PeerDirectory.Instance("no host", "no port"));
    }

    @Test
    void tenThousandInstancesAreHandedOver() {
        ServiceInstance[] all = new ServiceInstance[10_000];
        Arrays.fill(all, new Instance("10.0.0.1", Map.of()));
        assertThat(answer(all)).hasSize(10_000);
    }

    private static List<PeerDirectory.Instance> answer(ServiceInstance... instances) {
        DiscoveryClient client =
                new DiscoveryClient() {
                    @Override
                    public String description() {
                        return "hostile";
                    }

                    @Override
                    public List<ServiceInstance> getInstances(String service) {
                        return Collections.unmodifiableList(Arrays.asList(instances));
                    }

                    @Override
                    public List<String> getServices() {
                        return List.of();
                    }
                };
        return new DiscoveryClientDirectory(client).instances("beat");
    }

    private record Instance(String host, Map<String, String> metadata) implements ServiceInstance {

        @Override
        public String getServiceId() {
            return "beat";
        }

        @Override
        public String getHost() {
            if ("throws".equals(this.host)) {
                throw new IllegalStateException("no URI");
            }
            return this.host;
        }

        @Override
        public int getPort() {
            return -1;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public URI getUri() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> getMetadata() {
            return this.metadata;
        }
    }
}
