package org.chorusmesh.benchmarks.phase;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.MarkdownTable;
import org.chorusmesh.benchmarks.harness.Part;
import org.chorusmesh.benchmarks.harness.Samples;
import org.chorusmesh.benchmarks.harness.Subject;

/** Phase agreement: how far the beats of eight applications are apart. */
public final class PhasePart implements Part {

    private static final int APPLICATIONS = 8;

    private static final int PORT = 5690;

    private static final Duration START_LIMIT = Duration.ofSeconds(240);

    private static final long LOOK_BACK_NANOS = Duration.ofSeconds(6).toNanos();

    private static final int STEADY_BEATS = 4;

    /** Until the windows of the delays hold nothing older. */
    private static final double SETTLE_SECONDS = 75;

    private static final double MEASURED_SECONDS = 60;

    private static final double QUICK_SECONDS = 10;

    private static final int LOSS_PERCENT = 20;

    private static final double MEAN_MILLIS = 50;

    private static final double SPREAD_MILLIS = 20;

    private static final double ASYMMETRY_MILLIS = 5;

    private final MarkdownTable table =
            new MarkdownTable(
                    "eight applications",
                    "beats",
                    "apart, µs (p50 / p99)",
                    "greatest, µs",
                    "to reach, µs",
                    "late, µs (p50 / p99)");

    @Override
    public String name() {
        return "phase";
    }

    @Override
    public void run(Bench bench) {
        List<Consumer<Bench>> settings =
                List.of(this::loopback, this::namespaces, this::delayed, this::asymmetric);
        boolean failed = false;
        for (Consumer<Bench> setting : settings) {
            failed |= !bench.attempt(() -> setting.accept(bench));
        }
        bench.results().write("phase", this.table.toString());
        if (failed) {
            throw new IllegalStateException("not all could be measured");
        }
    }

    private void loopback(Bench bench) {
        Host host = bench.network().host("all");
        List<String> addresses = addresses((i) -> "127.0.0.1:" + (PORT + i));
        List<Subject> applications = start((i) -> host, addresses::get, (i) -> addresses);
        measure(bench, "loopback", "p50 5, p99 20", applications);
    }

    private void namespaces(Bench bench) {
        List<Host> hosts = bench.network().hosts("n", APPLICATIONS);
        List<String> addresses = addresses((i) -> hosts.get(i).address() + ":" + PORT);
        List<Subject> applications = start(hosts::get, addresses::get, (i) -> addresses);
        measure(bench, "namespaces on a bridge", "p50 5, p99 20", applications);
        hosts.forEach((host) -> host.lose(LOSS_PERCENT));
        measure(
                bench,
                LOSS_PERCENT + " % of the packets of each namespace lost",
                "p99 200",
                applications);
    }

    /** Each hears every other late. */
    private void delayed(Bench bench) {
        relayed(
                bench,
                "delays of %.0f ± %.0f ms".formatted(MEAN_MILLIS, SPREAD_MILLIS),
                "p99 500",
                MEAN_MILLIS,
                SPREAD_MILLIS,
                (from, to) -> from != to);
    }

    /** The first half hears the second late, and the second half hears the first at once. */
    private void asymmetric(Bench bench) {
        relayed(
                bench,
                "one way between two halves %.0f ms longer".formatted(ASYMMETRY_MILLIS),
                "%.0f between the halves, which cannot be seen from round trips"
                        .formatted(ASYMMETRY_MILLIS / 2 * 1000),
                ASYMMETRY_MILLIS,
                0,
                (from, to) -> from < APPLICATIONS / 2 && to >= APPLICATIONS / 2);
    }

    /** Which links lead through the relay. */
    @FunctionalInterface
    private interface Ways {

        boolean isRelayed(int from, int to);
    }

    private void relayed(
            Bench bench, String title, String target, double mean, double spread, Ways ways) {
        List<Host> hosts = bench.network().hosts("n", APPLICATIONS);
        Host relayHost = bench.network().host("relay");
        List<String> addresses = addresses((i) -> hosts.get(i).address() + ":" + PORT);
        List<String> arguments = new ArrayList<>(List.of("" + mean, "" + spread));
        for (int i = 0; i < APPLICATIONS; i++) {
            arguments.add((PORT + i) + "=" + addresses.get(i));
        }
        relayHost
                .startJava("relay", List.of(), DelayRelay.class, arguments.toArray(String[]::new))
                .await("up", START_LIMIT);
        List<Subject> applications =
                start(
                        hosts::get,
                        addresses::get,
                        (from) ->
                                addresses(
                                        (to) ->
                                                ways.isRelayed(from, to)
                                                        ? relayHost.address() + ":" + (PORT + to)
                                                        : addresses.get(to)));
        measure(bench, title, target, applications);
    }

    private static List<String> addresses(IntFunction<String> address) {
        return IntStream.range(0, APPLICATIONS).mapToObj(address).toList();
    }

    private static List<Subject> start(
            IntFunction<Host> hosts, IntFunction<String> binds, IntFunction<List<String>> peers) {
        return IntStream.range(0, APPLICATIONS)
                .mapToObj((i) -> start(hosts.apply(i), i, binds.apply(i), peers.apply(i)))
                .toList();
    }

    private static Subject start(Host host, int i, String bind, List<String> peers) {
        return host.startJava(
                "phase-" + i,
                List.of(),
                PhaseReplica.class,
                "--spring.main.web-application-type=none",
                "--chorus.node-id=n" + i,
                "--chorus.gossip.bind=" + bind,
                "--chorus.gossip.keys=0123456789abcdef0123456789abcdef",
                "--chorus.gossip.peers=" + String.join(",", peers));
    }

    private void measure(Bench bench, String title, String target, List<Subject> applications) {
        bench.say("%s", title);
        boolean quick = bench.options().quick();
        awaitOneNumber(applications);
        Bench.pause(quick ? QUICK_SECONDS : SETTLE_SECONDS);
        long from = System.nanoTime();
        Bench.pause(quick ? QUICK_SECONDS : MEASURED_SECONDS);
        BeatLog log = new BeatLog(applications, from);
        if (log.beats() == 0) {
            throw new IllegalStateException(title + ": no beat that all have fired");
        }
        Samples differences = log.differences();
        this.table.row(
                title,
                log.beats(),
                differences.medianAndTail(1),
                String.format(Locale.ROOT, "%.1f", differences.quantile(1)),
                target,
                log.lateness().medianAndTail(1));
    }

    private static void awaitOneNumber(List<Subject> applications) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (new BeatLog(applications, System.nanoTime() - LOOK_BACK_NANOS).beats()
                < STEADY_BEATS) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("The applications do not fire the same beats");
            }
            Bench.pause(0.5);
        }
    }
}
