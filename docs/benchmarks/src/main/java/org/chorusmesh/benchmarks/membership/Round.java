package org.chorusmesh.benchmarks.membership;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Network;
import org.chorusmesh.benchmarks.harness.Samples;
import org.chorusmesh.benchmarks.harness.Subject;
import org.chorusmesh.benchmarks.harness.Traffic;

/**
 * All systems side by side, each on hosts of its own: every fault strikes one member of each at the
 * same moment, and nothing starts while the others watch.
 */
final class Round {

    private static final double PAUSE_SECONDS = 5;
    private static final double WATCH_SECONDS = 15;
    private static final int WHOLE_SECONDS = 120;
    private static final int LIMIT_SECONDS = 90;
    private static final int BUDGET_TRIES = 4;

    private final Bench bench;
    private final List<Cluster> clusters = new ArrayList<>();
    private final Map<Cluster, Seen> seen = new LinkedHashMap<>();
    private final Random random = new Random(13);
    private final int members;

    /** Starts them all. */
    Round(Bench bench, List<MemberSystem> systems, int members, Budget budget) {
        this.bench = bench;
        this.members = members;
        for (MemberSystem system : systems) {
            Cluster cluster = new Cluster(system, budget.haste(system), members, bench.network());
            this.clusters.add(cluster);
            this.seen.put(cluster, new Seen());
            cluster.startAll();
            awaitWhole(cluster);
        }
    }

    Map<Cluster, Seen> seen() {
        return this.seen;
    }

    /**
     * Packets, bytes and processor time while nothing happens.
     *
     * @param settleSeconds to wait before, until all are calm
     */
    void idle(double settleSeconds, double seconds) {
        Bench.pause(settleSeconds);
        this.seen.replaceAll((cluster, before) -> new Seen());
        Map<Host, Traffic> before = new LinkedHashMap<>();
        Map<Subject, Double> cpu = new LinkedHashMap<>();
        for (Cluster cluster : this.clusters) {
            for (int i = 0; i < this.members; i++) {
                before.put(cluster.host(i), cluster.host(i).traffic());
                cpu.put(cluster.subject(i), cluster.subject(i).cpuSeconds());
            }
        }
        long start = System.nanoTime();
        Bench.pause(seconds);
        for (Cluster cluster : this.clusters) {
            double per = (System.nanoTime() - start) / 1e9 * this.members;
            Seen of = this.seen.get(cluster);
            for (int i = 0; i < this.members; i++) {
                Traffic traffic = cluster.host(i).traffic().since(before.get(cluster.host(i)));
                of.packets += traffic.packets() / per;
                of.bytes += traffic.bytes() / per;
                Subject subject = cluster.subject(i);
                of.cpuPercent += 100 * (subject.cpuSeconds() - cpu.get(subject)) / per;
                of.wrongRemovals += cluster.count(i, View.REMOVED, start);
            }
            this.bench.say(
                    "%s: %.1f packets, %.0f bytes a member and second, %.2f %% of a core",
                    cluster.system().title(), of.packets, of.bytes, of.cpuPercent);
        }
    }

    /** Changes the haste of each until its packets are near those of Chorus. */
    void balance(Budget budget, double settleSeconds, double seconds) {
        for (int tries = 1; tries <= BUDGET_TRIES; tries++) {
            boolean changed = false;
            for (Cluster cluster : this.clusters) {
                if (learn(budget, cluster) && tries < BUDGET_TRIES) {
                    cluster.restartAll(budget.haste(cluster.system()));
                    awaitWhole(cluster);
                    changed = true;
                }
            }
            if (!changed) {
                return;
            }
            idle(settleSeconds, seconds);
        }
    }

    /** Learns what haste is likely to make the packets of each those of Chorus. */
    void learnAll(Budget budget) {
        this.clusters.forEach((cluster) -> learn(budget, cluster));
    }

    /** Whether a cluster's packets are too far from those of Chorus, if Chorus takes part. */
    private boolean learn(Budget budget, Cluster cluster) {
        double packets = this.seen.get(cluster).packets;
        return this.clusters.stream()
                .filter((each) -> each.system() == MemberSystem.CHORUS)
                .anyMatch(
                        (chorus) ->
                                budget.learn(
                                        cluster.system(),
                                        cluster.haste(),
                                        packets,
                                        this.seen.get(chorus).packets));
    }

    /** Ends the idle part: from now on all look closely at each other. */
    void beginToFail() {
        this.clusters.forEach(Cluster::lookClosely);
    }

    /** One member of each fails, until the others have removed it or the limit is reached. */
    void fail(Fault fault) {
        int victim = this.random.nextInt(this.members);
        List<Host> hosts = this.clusters.stream().map((each) -> each.host(victim)).toList();
        List<Subject> subjects =
                this.clusters.stream().map((each) -> each.subject(victim)).toList();
        Map<Cluster, List<Integer>> observers = observers(victim);
        long start = System.nanoTime();
        fault.strike(hosts, subjects);
        awaitRemoval(observers, victim, start);
        for (Cluster cluster : this.clusters) {
            collect(cluster, fault, observers.get(cluster), victim, start);
        }
        subjects.forEach(Subject::kill);
        fault.end(hosts);
        restore(victim);
    }

    private Map<Cluster, List<Integer>> observers(int member) {
        Map<Cluster, List<Integer>> observers = new LinkedHashMap<>();
        for (Cluster cluster : this.clusters) {
            List<Integer> of = cluster.observers(member);
            observers.put(cluster, of);
            this.seen.get(cluster).wrongRemovals += this.members - 1 - of.size();
        }
        return observers;
    }

    private void awaitRemoval(Map<Cluster, List<Integer>> observers, int victim, long start) {
        await(
                () ->
                        this.clusters.stream()
                                .allMatch(
                                        (each) ->
                                                each.isRemoved(observers.get(each), victim, start)),
                LIMIT_SECONDS);
    }

    private void collect(
            Cluster cluster, Fault fault, List<Integer> observers, int victim, long start) {
        Seen of = this.seen.get(cluster);
        StringBuilder line = new StringBuilder();
        for (int i : observers) {
            Optional<Event> removed = cluster.first(i, View.REMOVED, victim, start);
            Optional<Event> suspected =
                    cluster.first(i, View.SUSPECT, victim, start).or(() -> removed);
            add(suspected, of.suspected.get(fault), start, line.append(' '));
            add(removed, of.removed.get(fault), start, line.append('/'));
        }
        this.bench.say("%s %s: %s", cluster.system().title(), fault.title(), line);
    }

    private static void add(
            Optional<Event> event, Samples samples, long start, StringBuilder line) {
        if (event.isPresent()) {
            double seconds = (event.get().nanos() - start) / 1e9;
            samples.add(seconds);
            line.append(String.format(Locale.ROOT, "%.2f", seconds));
        } else {
            samples.miss();
            line.append('-');
        }
    }

    /**
     * One member of each stops for five seconds and goes on: what it and the others make of that.
     */
    void pause() {
        int paused = this.random.nextInt(this.members);
        List<Subject> subjects =
                this.clusters.stream().map((each) -> each.subject(paused)).toList();
        Map<Cluster, List<Integer>> observers = observers(paused);
        long start = System.nanoTime();
        Network.signal("STOP", subjects);
        Bench.pause(PAUSE_SECONDS);
        Network.signal("CONT", subjects);
        Bench.pause(WATCH_SECONDS);
        for (Cluster cluster : this.clusters) {
            Seen of = this.seen.get(cluster);
            of.pauses++;
            of.suspicionsByThePaused += cluster.count(paused, View.SUSPECT, start);
            of.removalsByThePaused += cluster.count(paused, View.REMOVED, start);
            for (int i = 0; i < this.members; i++) {
                if (i != paused) {
                    of.suspicionsOfThePaused +=
                            cluster.first(i, View.SUSPECT, paused, start).isPresent() ? 1 : 0;
                    of.removalsOfThePaused +=
                            cluster.first(i, View.REMOVED, paused, start).isPresent() ? 1 : 0;
                }
            }
            this.bench.say(
                    "%s paused: it removes %d, is removed by %d (in all)",
                    cluster.system().title(), of.removalsByThePaused, of.removalsOfThePaused);
        }
        subjects.forEach(Subject::kill);
        awaitRemoval(observers, paused, start);
        restore(paused);
    }

    private void restore(int victim) {
        this.clusters.forEach((cluster) -> cluster.start(victim));
        this.clusters.forEach(this::awaitWhole);
        Bench.pause(5);
    }

    /** A cluster that does not become whole by itself is started afresh. */
    private void awaitWhole(Cluster cluster) {
        for (int tries = 1; !await(cluster::isWhole, WHOLE_SECONDS); tries++) {
            if (tries == 3) {
                throw new IllegalStateException(cluster.system().title() + " is not whole");
            }
            this.bench.say("%s is not whole: started afresh", cluster.system().title());
            cluster.killAll();
            cluster.startAll();
        }
    }

    private static boolean await(BooleanSupplier condition, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Bench.pause(0.05);
        }
        return true;
    }
}
