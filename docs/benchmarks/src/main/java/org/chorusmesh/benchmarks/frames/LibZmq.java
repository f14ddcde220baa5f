package org.chorusmesh.benchmarks.frames;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The C library of ZeroMQ, by the foreign-function API of a newer JDK, where both are installed.
 */
final class LibZmq {

    /** The first version whose foreign-function API is final. */
    private static final int FIRST_VERSION = 22;

    private static final Path RECEIVER = Path.of("docs/benchmarks/libzmq/LibZmqReceiver.java");

    private final Path java;
    private final Path shared;

    private LibZmq(Path java, Path shared) {
        this.java = java;
        this.shared = shared;
    }

    static @Nullable LibZmq find(Bench bench) {
        Path java = newerJava();
        Path shared =
                Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
                        .map((folder) -> Path.of(folder, "libzmq.so.5"))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(null);
        if (java == null || shared == null) {
            bench.say("no libzmq.so.5, or no JDK %d or newer: libzmq is left out", FIRST_VERSION);
            return null;
        }
        return new LibZmq(java, shared);
    }

    private static @Nullable Path newerJava() {
        Path homes = Path.of(System.getProperty("java.home")).resolveSibling("");
        try (Stream<Path> all = Files.list(homes)) {
            return all.filter((home) -> version(home.resolve("release")) >= FIRST_VERSION)
                    .map((home) -> home.resolve("bin/java"))
                    .max(Comparator.comparing(Path::toString))
                    .orElse(null);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The feature version that the file of a JDK says; 0 if there is none. */
    private static int version(Path release) {
        try {
            return Files.readAllLines(release).stream()
                    .filter((line) -> line.startsWith("JAVA_VERSION="))
                    .map((line) -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ex) {
            return 0;
        }
    }

    String title() {
        return "libzmq";
    }

    /** Starts a receiver that does as {@link BareReceiver} does. */
    Subject start(Host host, String address, String warmUpSeconds, String seconds) {
        List<String> command = new ArrayList<>();
        command.add(this.java.toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(RECEIVER.toString(), this.shared.toString()));
        command.addAll(List.of(address, warmUpSeconds, seconds));
        return host.start("libzmq", command);
    }
}
