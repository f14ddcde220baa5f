package org.chorusmesh.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A network namespace with one Ethernet device, and the processes in it. */
public final class Host implements AutoCloseable {

    private final String name;
    private final String address;
    private final Path logs;
    private final List<Subject> subjects = new ArrayList<>();

    Host(String name, String address, Path logs) {
        this.name = name;
        this.address = address;
        this.logs = logs;
        Shell.run("ip", "netns", "add", name);
        Shell.run(
                "ip", "link", "add", device(), "type", "veth", "peer", "name", "eth0", "netns",
                name);
        Shell.run("ip", "link", "set", device(), "master", "bridge", "up");
        // Router solicitations and the like are not what is counted.
        within("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
        within("ip", "link", "set", "lo", "up");
        within("ip", "addr", "add", address + "/16", "dev", "eth0");
        within("ip", "link", "set", "eth0", "up");
        within("ip", "route", "add", "default", "via", "10.78.0.1");
    }

    /** Its name. */
    public String name() {
        return this.name;
    }

    /** Its IPv4 address. */
    public String address() {
        return this.address;
    }

    /** The end of its cable at the bridge. */
    String device() {
        return "v-" + this.name;
    }

    /** Runs a command in the namespace to its end, and returns what it prints. */
    public String within(String... command) {
        return Shell.run(inside(List.of(command)).toArray(String[]::new));
    }

    private List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", this.name));
        all.addAll(command);
        return all;
    }

    /**
     * Starts a process in the namespace.
     *
     * @param label names it in messages, and its log, which is appended to
     */
    public Subject start(String label, List<String> command) {
        Subject subject = new Subject(label, inside(command), this.logs.resolve(label + ".log"));
        this.subjects.add(subject);
        return subject;
    }

    /**
     * Starts a main class of this class path in a JVM of its own, with the options that all
     * subjects have in common.
     */
    public Subject startJava(String label, List<String> options, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx192m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Djava.net.preferIPv4Stack=true"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return start(label, command);
    }

    /** Drops what arrives, by chance. */
    public void lose(int percent) {
        Shell.feed(
                """
                table ip losing {}
                delete table ip losing
                table ip losing {
                  chain arriving {
                    type filter hook input priority 0
                    iif eth0 numgen random mod 100 < %d drop
                  }
                }
                """
                        .formatted(percent),
                inside(List.of("nft", "-f", "-")).toArray(String[]::new));
    }

    /** What its device has carried so far, by the kernel's count. */
    public Traffic traffic() {
        String prefix = device() + ":";
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/dev"))) {
            String line =
                    lines.map(String::strip)
                            .filter((each) -> each.startsWith(prefix))
                            .findFirst()
                            .orElseThrow();
            String[] counts = line.substring(prefix.length()).strip().split(" +");
            // What the bridge's end receives is what the host sends.
            return new Traffic(
                    Long.parseLong(counts[1]),
                    Long.parseLong(counts[0]),
                    Long.parseLong(counts[9]),
                    Long.parseLong(counts[8]));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.subjects.forEach(Subject::close);
        Shell.run("ip", "link", "del", device());
        Shell.run("ip", "netns", "del", this.name);
    }
}
