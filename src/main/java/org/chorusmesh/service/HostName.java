package org.chorusmesh.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This host's own name, without asking a name service: that may be slow or down, and may not know
 * the host.
 */
final class HostName {

    /** What a host is called that has no name: not unique. */
    private static final Set<String> NO_NAMES =
            Set.of("localhost", "localhost.localdomain", "(none)", "unknown");

    private static final int MAX_LENGTH = 200;

    private static final long COMMAND_LIMIT_SECONDS = 2;

    private HostName() {}

    /** The name; empty if this host has none. */
    static Optional<String> find() {
        return find(
                System::getenv,
                Path.of("/proc/sys/kernel/hostname"),
                () -> ask(new ProcessBuilder("hostname")));
    }

    /**
     * The first of the environment, the kernel and the system's command that has a name.
     *
     * @param environment {@code HOSTNAME}, as shells and containers set it, or Windows' {@code
     *     COMPUTERNAME}
     * @param kernel the file in which Linux has its host name
     * @param command the output of the command that other systems have
     */
    static Optional<String> find(
            UnaryOperator<@Nullable String> environment,
            Path kernel,
            Supplier<@Nullable String> command) {
        Stream<Supplier<@Nullable String>> sources =
                Stream.of(
                        () -> environment.apply("HOSTNAME"),
                        () -> environment.apply("COMPUTERNAME"),
                        () -> read(kernel),
                        command);
        return sources.map(HostName::name).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> name(Supplier<@Nullable String> source) {
        return Optional.ofNullable(source.get())
                .map(String::strip)
                .filter((name) -> !name.isEmpty() && name.length() <= MAX_LENGTH)
                .filter((name) -> name.chars().noneMatch(Character::isISOControl))
                .filter((name) -> !NO_NAMES.contains(name));
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            // Not Linux.
            return null;
        }
    }

    private static @Nullable String ask(ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return null;
            }
            return (process.exitValue() == 0)
                    ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    : null;
        } catch (IOException ex) {
            // No such command here.
            return null;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
