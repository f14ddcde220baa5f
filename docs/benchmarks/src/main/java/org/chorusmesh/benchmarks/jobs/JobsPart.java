package org.chorusmesh.benchmarks.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Part;
import org.chorusmesh.benchmarks.harness.Shell;
import org.chorusmesh.benchmarks.harness.Traffic;
import org.jspecify.annotations.Nullable;

/** Exactly one, and turns. */
public final class JobsPart implements Part {

    private static final int REPLICAS = 5;

    private static final int USUAL_TRIALS = 2;

    private static final double QUIET_SECONDS = 60;

    private static final double QUICK_SECONDS = 12;

    private static final double SETTLE_SECONDS = 20;

    private static final Traffic NONE = new Traffic(0, 0, 0, 0);

    private final JobTables tables = new JobTables();

    private final List<String> failed = new ArrayList<>();

    private boolean turnsSeen;

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public void run(Bench bench) {
        run(bench, "chorus", JobsPart::nothing, (hosts, server) -> Contenders.chorus(hosts));
        run(
                bench,
                "chorus-guarded",
                JobsPart::nothing,
                (hosts, server) -> Contenders.guardedChorus(hosts));
        Path programs = PostgreSql.installed().orElse(null);
        if (programs == null) {
            bench.say("no PostgreSQL is installed: ShedLock and Quartz are left out");
        } else {
            Starter postgreSql = (host, folder) -> PostgreSql.create(programs, host, folder);
            run(
                    bench,
                    "shedlock",
                    postgreSql,
                    (hosts, server) -> Contenders.shedLock((PostgreSql) server));
            run(
                    bench,
                    "quartz",
                    postgreSql,
                    (hosts, server) -> Contenders.quartz((PostgreSql) server));
        }
        run(
                bench,
                "leader",
                JobsPart::zooKeeper,
                (hosts, server) -> Contenders.leader((ZooKeeper) server));
        run(
                bench,
                "leader-default",
                JobsPart::zooKeeper,
                (hosts, server) -> Contenders.leaderAtDefaults((ZooKeeper) server));
        bench.results().write("jobs", this.tables.slots());
        if (this.turnsSeen) {
            bench.results().write("turns", this.tables.turns());
        }
        bench.results().write("job-costs", this.tables.costs());
        if (!this.failed.isEmpty()) {
            throw new IllegalStateException("not measured: " + String.join(", ", this.failed));
        }
    }

    /** Starts what serves the replicas, or nothing. */
    @FunctionalInterface
    private interface Starter {

        @Nullable Server start(Host host, Path folder);
    }

    private static @Nullable Server nothing(Host host, Path folder) {
        return null;
    }

    private static Server zooKeeper(Host host, Path folder) {
        ZooKeeper server = new ZooKeeper(host, folder);
        server.start();
        return server;
    }

    private void run(
            Bench bench,
            String name,
            Starter starter,
            BiFunction<List<Host>, @Nullable Server, Contender> contender) {
        if (bench.options().list("systems", name).contains(name)
                && !bench.attempt(() -> measure(bench, starter, contender))) {
            this.failed.add(name);
        }
    }

    private void measure(
            Bench bench,
            Starter starter,
            BiFunction<List<Host>, @Nullable Server, Contender> contender) {
        Path folder = folder();
        try {
            List<Host> hosts = bench.network().hosts("r", REPLICAS);
            Host serverHost = bench.network().host("server");
            Server server = starter.start(serverHost, folder);
            if (server != null) {
                bench.say("%s", server.title());
            }
            measure(bench, new JobRun(contender.apply(hosts, server), hosts, server), serverHost);
        } finally {
            bench.network().clear();
            delete(folder);
        }
    }

    private void measure(Bench bench, JobRun run, Host serverHost) {
        Contender contender = run.contender();
        bench.say("%s", contender.title());
        run.start();
        // Compilers are done, and what grows or slows down at rest has.
        Bench.pause(bench.options().quick() ? 0 : SETTLE_SECONDS);
        quiet(bench, run, serverHost);
        for (Fault fault : contender.faults()) {
            long from = System.nanoTime();
            List<Tally> tallies = new ArrayList<>();
            int trials = bench.options().trials(USUAL_TRIALS);
            for (int trial = 0; trial < trials; trial++) {
                Tally tally = run.suffer(fault);
                bench.say(
                        "%s: %d of %d seconds none, %d two, longest gap %.1f s",
                        fault.title(),
                        tally.none(),
                        tally.slots(),
                        tally.twice(),
                        tally.gapNanos() / 1e9);
                tallies.add(tally);
            }
            this.tables.slots(contender, fault.title(), tallies);
            turns(run, fault.title(), from);
        }
    }

    private void quiet(Bench bench, JobRun run, Host serverHost) {
        long from = System.nanoTime();
        List<Traffic> before = run.hosts().stream().map(Host::traffic).toList();
        Traffic serverBefore = serverHost.traffic();
        double cpu = run.cpuSeconds();
        double serverCpu = run.serverCpuSeconds();
        Bench.pause(bench.options().quick() ? QUICK_SECONDS : QUIET_SECONDS);
        double seconds = (System.nanoTime() - from) / 1e9;
        long packets = 0;
        long bytes = 0;
        for (int i = 0; i < before.size(); i++) {
            Traffic traffic = run.hosts().get(i).traffic().since(before.get(i));
            packets += traffic.packets();
            bytes += traffic.bytes();
        }
        boolean served = run.isServed();
        this.tables.costs(
                run.contender(),
                seconds * REPLICAS,
                packets,
                bytes,
                run.cpuSeconds() - cpu,
                served ? serverHost.traffic().since(serverBefore) : NONE,
                seconds,
                run.serverCpuSeconds() - serverCpu);
        long until = System.nanoTime() - Tally.PERIOD_NANOS;
        this.tables.slots(run.contender(), "nothing", List.of(Tally.of(run.acts(), from, until)));
        turns(run, "nothing", from);
    }

    private void turns(JobRun run, String through, long from) {
        List<TurnTaken> turns = run.turns();
        if (!turns.isEmpty()) {
            this.turnsSeen = true;
            this.tables.turns(run.contender(), through, Turns.of(turns, from, System.nanoTime()));
        }
    }

    /** In memory: the disk is not what is compared. */
    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("chorus-benchmarks");
            Shell.run("mount", "-t", "tmpfs", "none", folder.toString());
            return folder;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void delete(Path folder) {
        try {
            Shell.run("umount", folder.toString());
            Files.delete(folder);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
