package org.chorusmesh.benchmarks.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Shell;

/**
 * A PostgreSQL server with its defaults, run by an unprivileged user, data in a folder of its own.
 */
final class PostgreSql implements Server {

    static final String USER = "bench";

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private static final int START_TRIES = 300;

    private static final double TICKS_PER_SECOND = 100;

    private final Path programs;
    private final Host host;
    private final Path data;

    private PostgreSql(Path programs, Host host, Path data) {
        this.programs = programs;
        this.host = host;
        this.data = data;
    }

    /** The programs of the newest version that Debian's package has installed. */
    static Optional<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map((version) -> version.resolve("bin"))
                    .filter((bin) -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Makes a database with the tables of ShedLock and Quartz, and starts it. */
    static PostgreSql create(Path programs, Host host, Path folder) {
        try {
            PostgreSql server = new PostgreSql(programs, host, folder.resolve("data"));
            Shell.run("chown", "-R", "postgres", folder.toString());
            host.within(
                    server.unprivileged(
                            "initdb", "-D", server.data.toString(), "-U", USER, "--auth=trust"));
            Files.writeString(
                    server.data.resolve("postgresql.auto.conf"),
                    "listen_addresses = '%s'\nunix_socket_directories = '%s'\n"
                            .formatted(host.address(), folder));
            Files.writeString(
                    server.data.resolve("pg_hba.conf"), "host all all 10.78.0.0/16 trust\n");
            server.start();
            server.run(
                    folder,
                    """
                    CREATE TABLE shedlock(
                      name VARCHAR(64) NOT NULL PRIMARY KEY, lock_until TIMESTAMP NOT NULL,
                      locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL);
                    """
                            + tablesOfQuartz());
            return server;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String tablesOfQuartz() throws IOException {
        try (InputStream in =
                PostgreSql.class.getResourceAsStream(
                        "/org/quartz/impl/jdbcjobstore/tables_postgres.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void run(Path folder, String statements) throws IOException {
        Path file = Files.writeString(folder.resolve("tables.sql"), statements);
        this.host.within(
                this.programs.resolve("psql").toString(),
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                this.host.address(),
                "-U",
                USER,
                "-f",
                file.toString(),
                "postgres");
    }

    @Override
    public String title() {
        return Shell.run(this.programs.resolve("postgres").toString(), "--version")
                .replace("postgres (PostgreSQL)", "PostgreSQL")
                .replaceAll("\\(.*", "")
                .strip();
    }

    String url() {
        return "jdbc:postgresql://" + this.host.address() + "/postgres";
    }

    @Override
    public void start() {
        this.host.start(
                "postgresql", List.of(unprivileged("postgres", "-D", this.data.toString())));
        String ready = this.programs.resolve("pg_isready").toString();
        for (int i = 0; ; i++) {
            try {
                this.host.within(ready, "-q", "-h", this.host.address());
                return;
            } catch (IllegalStateException ex) {
                if (i == START_TRIES) {
                    throw ex;
                }
            }
            Bench.pause(0.1);
        }
    }

    private String[] unprivileged(String program, String... args) {
        return Stream.concat(
                        Stream.of(
                                "setpriv",
                                "--reuid=postgres",
                                "--regid=postgres",
                                "--clear-groups",
                                this.programs.resolve(program).toString()),
                        Stream.of(args))
                .toArray(String[]::new);
    }

    @Override
    public void kill() {
        List<String> pids = pids();
        Shell.run(Stream.concat(Stream.of("kill", "-KILL"), pids.stream()).toArray(String[]::new));
        while (!pids().isEmpty()) {
            Bench.pause(0.01);
        }
    }

    private List<String> pids() {
        return Shell.run("ip", "netns", "pids", this.host.name()).lines().toList();
    }

    /** With that of backends that have ended, which the kernel adds to the server's children. */
    @Override
    public double cpuSeconds() {
        double ticks = 0;
        for (String pid : pids()) {
            try {
                String stat = Files.readString(Path.of("/proc", pid, "stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                for (int i = 11; i <= 14; i++) {
                    ticks += Long.parseLong(fields[i]);
                }
            } catch (IOException ex) {
                // It has just ended, and is counted as a child.
            }
        }
        return ticks / TICKS_PER_SECOND;
    }
}
