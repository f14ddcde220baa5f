package org.chorusmesh.benchmarks.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Network;
import org.chorusmesh.benchmarks.harness.Subject;
import org.jspecify.annotations.Nullable;

/** Some replicas of one contender, each on a host of its own, and the faults they are put to. */
final class JobRun {

    /** How long a replica stays stopped or cut off, and a server down. */
    static final double FAULT_SECONDS = 10;

    private static final Duration START_LIMIT = Duration.ofSeconds(240);

    private static final long STEADY_LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

    private static final long STEADY_NANOS = Duration.ofSeconds(5).toNanos();

    private static final Duration NEXT_ACT_LIMIT = Duration.ofSeconds(60);

    private final Contender contender;
    private final List<Host> hosts;
    private final @Nullable Server server;
    private final List<Subject> replicas = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();

    JobRun(Contender contender, List<Host> hosts, @Nullable Server server) {
        this.contender = contender;
        this.hosts = hosts;
        this.server = server;
    }

    /** Starts all replicas and waits until one acts in each slot. */
    void start() {
        for (int i = 0; i < this.hosts.size(); i++) {
            this.ledgers.add(new Ledger(i));
            this.replicas.add(launch(i));
        }
        awaitBegin(System.nanoTime(), START_LIMIT);
        awaitSteady();
    }

    private Subject launch(int i) {
        Host host = this.hosts.get(i);
        List<String> arguments = new ArrayList<>(this.contender.arguments());
        arguments.add("--spring.main.web-application-type=none");
        arguments.replaceAll(
                (argument) ->
                        argument.replace("{id}", host.name()).replace("{address}", host.address()));
        Subject subject =
                host.startJava(
                        this.contender.name() + "-" + i,
                        this.contender.jvmOptions(),
                        this.contender.main(),
                        arguments.toArray(String[]::new));
        this.ledgers.get(i).add(subject);
        return subject;
    }

    List<Act> acts() {
        return all(Ledger::acts);
    }

    List<TurnTaken> turns() {
        return all(Ledger::turns);
    }

    private <T> List<T> all(Function<Ledger, List<T>> what) {
        return this.ledgers.stream().flatMap((ledger) -> what.apply(ledger).stream()).toList();
    }

    Contender contender() {
        return this.contender;
    }

    boolean isServed() {
        return this.server != null;
    }

    double serverCpuSeconds() {
        return (this.server != null) ? this.server.cpuSeconds() : 0;
    }

    List<Host> hosts() {
        return this.hosts;
    }

    /** Processor time of all replicas so far, seconds. */
    double cpuSeconds() {
        return this.replicas.stream().mapToDouble(Subject::cpuSeconds).sum();
    }

    /** Waits until each of the last slots was acted on once, or gives up on it. */
    void awaitSteady() {
        long deadline = System.nanoTime() + STEADY_LIMIT_NANOS;
        while (System.nanoTime() - deadline < 0) {
            Bench.pause(0.5);
            // What is due now may not have begun.
            long until = System.nanoTime() - Tally.PERIOD_NANOS;
            Tally last = Tally.of(acts(), until - STEADY_NANOS, until);
            if (last.none() == 0 && last.twice() == 0) {
                return;
            }
        }
    }

    /**
     * Puts the replica that acts next, or the server, to a fault, and says what became of the
     * slots.
     */
    Tally suffer(Fault fault) {
        awaitSteady();
        Act act = awaitBegin(System.nanoTime(), NEXT_ACT_LIMIT);
        int victim = act.replica();
        begin(fault, victim);
        long from = System.nanoTime();
        long until = from + this.contender.windowSeconds() * Tally.PERIOD_NANOS;
        if (fault.lasts()) {
            Bench.pause(FAULT_SECONDS);
            end(fault, victim);
        }
        Bench.pause(Math.max(0, (until - System.nanoTime()) / 1e9) + 1);
        Tally tally = Tally.of(acts(), from, until);
        if (!fault.lasts()) {
            this.replicas.set(victim, launch(victim));
            // Its own start is no part of what is measured.
            Bench.pause(FAULT_SECONDS);
        }
        return tally;
    }

    private Act awaitBegin(long after, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Act newest =
                    IntStream.range(0, this.replicas.size())
                            .mapToObj(this::newest)
                            .filter((act) -> act != null && act.beginNanos() > after)
                            .max(Comparator.comparing(Act::beginNanos))
                            .orElse(null);
            if (newest != null) {
                return newest;
            }
            this.replicas.stream()
                    .filter((replica) -> !replica.isAlive())
                    .findAny()
                    .ifPresent(
                            (ended) -> {
                                throw new IllegalStateException(ended.label() + " has ended");
                            });
            Bench.pause(0.002);
        }
        throw new IllegalStateException(
                this.contender.name() + ": no replica acts in " + limit.toSeconds() + " s");
    }

    private @Nullable Act newest(int i) {
        return this.ledgers.get(i).acts().stream()
                .max(Comparator.comparing(Act::beginNanos))
                .orElse(null);
    }

    private void begin(Fault fault, int victim) {
        switch (fault) {
            case KILL -> this.replicas.get(victim).kill();
            case STOP -> this.replicas.get(victim).signal("STOP");
            case CUT -> Network.cut(List.of(this.hosts.get(victim)));
            case SERVER -> this.server.kill();
        }
    }

    private void end(Fault fault, int victim) {
        switch (fault) {
            case STOP -> this.replicas.get(victim).signal("CONT");
            case CUT -> Network.heal(List.of(this.hosts.get(victim)));
            case SERVER -> this.server.start();
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }
}
