package org.chorusmesh.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hosts on one bridge, each a network namespace with an Ethernet device, IPv4 only. Needs a network
 * namespace and a mount namespace that belong to this process alone, as {@code docs/benchmarks/run}
 * makes them: all of it ends with the process, however that ends.
 */
public final class Network implements AutoCloseable {

    private static final int HOSTS_PER_BLOCK = 250;

    private final Path logs;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private int made;

    /**
     * Makes the bridge, {@code 10.78.0.1/16}.
     *
     * @param logs directory for what the processes print
     */
    public Network(Path logs) {
        this.logs = logs;
        Shell.run("mount", "-t", "tmpfs", "none", "/run/netns");
        Shell.run("mount", "-t", "sysfs", "none", "/sys");
        withoutNameServer();
        Shell.run("ip", "link", "set", "lo", "up");
        // Without snooping, multicast reaches every port, as on a switch without it.
        Shell.run("ip", "link", "add", "bridge", "type", "bridge", "mcast_snooping", "0");
        Shell.run("ip", "addr", "add", "10.78.0.1/16", "dev", "bridge");
        Shell.run("ip", "link", "set", "bridge", "up");
    }

    /**
     * No packet leaves the bridge, and a look-up that waits for a server would hold up a subject.
     */
    private static void withoutNameServer() {
        try {
            Path empty = Files.createTempFile("resolv", ".conf");
            Shell.run("mount", "--bind", empty.toString(), "/etc/resolv.conf");
            Files.delete(empty);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Adds a host.
     *
     * @param name unique; at most 13 letters, digits and dashes
     */
    public Host host(String name) {
        if (!name.matches("[a-zA-Z0-9-]{1,13}") || this.hosts.containsKey(name)) {
            throw new IllegalArgumentException("Not a name of a new host: " + name);
        }
        int number = this.made++;
        String address =
                "10.78." + (1 + number / HOSTS_PER_BLOCK) + "." + (1 + number % HOSTS_PER_BLOCK);
        Host host = new Host(name, address, this.logs);
        this.hosts.put(name, host);
        return host;
    }

    /** Adds hosts that are called {@code prefix1}, {@code prefix2} and so on. */
    public List<Host> hosts(String prefix, int count) {
        List<Host> added = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            added.add(host(prefix + i));
        }
        return added;
    }

    /**
     * Sends a signal to many processes by one command, so that it reaches all in the same moment.
     */
    public static void signal(String name, List<Subject> subjects) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        subjects.forEach((subject) -> command.add(Long.toString(subject.pid())));
        Shell.run(command.toArray(String[]::new));
    }

    /**
     * Takes hosts off the bridge. Their devices stay up: whatever is sent, either way, is lost
     * without a word.
     */
    public static void cut(List<Host> hosts) {
        batch(hosts, "nomaster");
    }

    /** Puts hosts back on the bridge. */
    public static void heal(List<Host> hosts) {
        batch(hosts, "master bridge");
    }

    private static void batch(List<Host> hosts, String change) {
        StringBuilder lines = new StringBuilder();
        hosts.forEach(
                (host) ->
                        lines.append("link set ")
                                .append(host.device())
                                .append(' ')
                                .append(change)
                                .append('\n'));
        Shell.feed(lines.toString(), "ip", "-batch", "-");
    }

    /** Kills every process of every host and removes the hosts; the bridge stays. */
    public void clear() {
        this.hosts.values().forEach(Host::close);
        this.hosts.clear();
    }

    @Override
    public void close() {
        clear();
        Shell.run("ip", "link", "del", "bridge");
        Shell.run("umount", "/etc/resolv.conf");
        Shell.run("umount", "/sys");
        Shell.run("umount", "/run/netns");
    }
}
