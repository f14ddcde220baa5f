package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service in a directory: the addresses of its instances. An instance that cannot be dialled is
 * left out, and said once.
 */
final class ServiceSource implements PeerSource {

    /** No more instances than this are looked at. */
    static final int MAX_INSTANCES = 16_384;

    private static final int MAX_LENGTH = 300;

    private static final Logger logger = LoggerFactory.getLogger(ServiceSource.class);

    private final ServiceName service;
    private final PeerDirectory directory;
    private final int defaultPort;
    private final NamesInTurn hosts;

    private boolean failed;
    private @Nullable String said;

    /**
     * @param directory knows the instances
     * @param defaultPort the gossip port of instances that state none; 0 if there is no such
     * @param hosts looks up the hosts of instances that are not numeric
     */
    ServiceSource(
            ServiceName service, PeerDirectory directory, int defaultPort, NamesInTurn hosts) {
        this.service = service;
        this.directory = directory;
        this.defaultPort = defaultPort;
        this.hosts = hosts;
    }

    @Override
    public String name() {
        return this.service.toString();
    }

    @Override
    public List<String> configured() {
        return List.of(this.service.toString());
    }

    @Override
    public Answer find() throws UnknownHostException {
        Set<Endpoint> endpoints = endpoints(instances());
        Set<String> names = new LinkedHashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.numeric().isEmpty()) {
                names.add(endpoint.host());
            }
        }
        this.hosts.set(names);
        this.hosts.ask();
        Map<Address, String> addresses = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            for (InetAddress ip : ips(endpoint)) {
                addresses.put(new Address(ip, endpoint.port()), this.service.toString());
            }
        }
        boolean whole = this.hosts.isRoundDone();
        if (whole && addresses.isEmpty()) {
            throw new UnknownHostException("No instance of " + this.service);
        }
        return new Answer(addresses, whole);
    }

    private List<InetAddress> ips(Endpoint endpoint) {
        Optional<InetAddress> numeric = endpoint.numeric();
        return numeric.isPresent() ? List.of(numeric.get()) : this.hosts.addresses(endpoint.host());
    }

    private List<PeerDirectory.Instance> instances() throws UnknownHostException {
        try {
            List<PeerDirectory.Instance> instances =
                    this.directory.instances(this.service.service());
            // Counted here, so that an answer that is no list is a failure too.
            logger.trace("{} instances of {}", instances.size(), this.service);
            this.failed = false;
            return instances;
        } catch (RuntimeException | LinkageError | StackOverflowError ex) {
            // A client of any kind may fail in any way. Each lookup that fails is tried again.
            if (!this.failed) {
                this.failed = true;
                logger.warn("No answer for the peers {}: {}", this.service, ex.toString());
            }
            UnknownHostException noAnswer = new UnknownHostException(this.service.toString());
            noAnswer.initCause(ex);
            throw noAnswer;
        }
    }

    private Set<Endpoint> endpoints(List<PeerDirectory.Instance> instances) {
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        int bad = 0;
        String fault = null;
        for (PeerDirectory.Instance instance :
                instances.subList(0, Math.min(instances.size(), MAX_INSTANCES))) {
            try {
                endpoints.add(endpoint(instance));
            } catch (IllegalArgumentException ex) {
                bad++;
                fault = (fault != null) ? fault : ex.getMessage();
            }
        }
        if (instances.size() > MAX_INSTANCES) {
            fault = "more than " + MAX_INSTANCES + " are too many";
            bad += instances.size() - MAX_INSTANCES;
        }
        say(bad, instances.size(), fault);
        return endpoints;
    }

    /** One line when the first instance cannot be dialled, and none until all can again. */
    private void say(int bad, int all, @Nullable String fault) {
        if (fault != null && this.said == null) {
            logger.warn(
                    "{} of the {} instances of {} cannot be dialled: {}",
                    bad,
                    all,
                    this.service,
                    fault);
        }
        this.said = fault;
    }

    private Endpoint endpoint(PeerDirectory.@Nullable Instance instance) {
        if (instance == null || instance.host() == null || instance.host().isEmpty()) {
            throw new IllegalArgumentException("an instance has no host");
        }
        String host = instance.host();
        String port = port(instance);
        if (host.length() + port.length() > MAX_LENGTH
                || (host + port).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an instance has a host or a port beyond reading");
        }
        return Endpoint.parsePeer(
                ((host.indexOf(':') >= 0 && !host.startsWith("[")) ? "[" + host + "]" : host)
                        + ":"
                        + port);
    }

    private String port(PeerDirectory.Instance instance) {
        if (instance.port() != null) {
            return instance.port();
        }
        if (this.defaultPort == 0) {
            throw new IllegalArgumentException(
                    "'"
                            + instance.host()
                            + "' states no gossip port, and the peers are configured without one");
        }
        return Integer.toString(this.defaultPort);
    }
}
