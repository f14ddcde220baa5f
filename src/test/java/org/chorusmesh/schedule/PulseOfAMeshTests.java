package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs of a mesh in virtual time. The simulator acts on beats as steps fire them; here the pulse
 * acts, between steps, by the state of the step before.
 */
class PulseOfAMeshTests {

    private static final long TICK_NANOS = 1_000_000L;

    private static final long SECOND = 1_000_000_000L;

    private static final Settings SETTINGS =
            Settings.defaults()
                    .with(Setting.FREQUENCY, 2.0)
                    .with(Setting.COUPLING, 5.0)
                    .with(Setting.TTL, SECOND);

    private record Flight(long arrivesNanos, String to, Report report) {}

    private final Map<String, VirtualMachine> machines = new TreeMap<>();
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>((a, b) -> Long.compare(a.arrivesNanos(), b.arrivesNanos()));
    private final Map<Long, List<String>> owners = new TreeMap<>();
    private final Map<String, List<Long>> numbers = new HashMap<>();
    private final Map<String, Turn> turns = new TreeMap<>();
    private final Set<String> overlaps = new HashSet<>();
    private long nowNanos;
    private long boots;
    private long turnsBegun;
    private SplittableRandom random = new SplittableRandom(1);

    private void start(String id) {
        this.boots++;
        VirtualMachine machine =
                new VirtualMachine(
                        id, this.boots, SETTINGS, this.nowNanos, this.random.nextLong(1000));
        String life = id + "/" + this.boots;
        machine.jobs.addOnBeat(
                "all",
                BeatRule.ALWAYS,
                Overrun.SKIP,
                (beat) ->
                        this.numbers
                                .computeIfAbsent(life, (key) -> new ArrayList<>())
                                .add(beat.number()));
        machine.jobs.addOnBeat(
                "one",
                new BeatRule(1, 0, By.ONE),
                Overrun.SKIP,
                (beat) ->
                        this.owners
                                .computeIfAbsent(beat.number(), (key) -> new ArrayList<>())
                                .add(life));
        machine.jobs.addOnTurn(
                "turn",
                10,
                Spread.EVEN,
                Overrun.SKIP,
                (turn) -> {
                    this.turns.put(id, turn);
                    this.turnsBegun++;
                });
        this.machines.put(id, machine);
        this.turns.remove(id);
    }

    private void run(double seconds, double loss) {
        long end = this.nowNanos + (long) (seconds * SECOND);
        while (this.nowNanos < end) {
            this.nowNanos += TICK_NANOS;
            while (!this.flights.isEmpty() && this.flights.peek().arrivesNanos() <= this.nowNanos) {
                Flight flight = this.flights.remove();
                VirtualMachine to = this.machines.get(flight.to());
                if (to != null) {
                    to.receive(flight.report());
                }
            }
            this.machines.forEach((id, machine) -> send(id, machine.pass(this.nowNanos), loss));
            lookForOverlaps();
        }
    }

    private void send(String from, Report report, double loss) {
        if (report == null) {
            return;
        }
        for (String to : this.machines.keySet()) {
            if (!to.equals(from) && this.random.nextDouble() >= loss) {
                long delay = 1 + this.random.nextLong(20 * TICK_NANOS);
                this.flights.add(new Flight(this.nowNanos + delay, to, report));
            }
        }
    }

    private void lookForOverlaps() {
        List<String> active = new ArrayList<>();
        this.turns.forEach(
                (id, turn) -> {
                    VirtualMachine machine = this.machines.get(id);
                    if (machine != null && machine.isAwake() && !turn.remaining().isZero()) {
                        active.add(id + " " + turn);
                    }
                });
        if (active.size() > 1) {
            this.overlaps.add(this.nowNanos / SECOND + " s: " + active);
        }
    }

    private void disturb(double loss) {
        String id = "node-" + this.random.nextInt(5);
        VirtualMachine machine = this.machines.get(id);
        switch (this.random.nextInt(3)) {
            case 0 -> machine.sleepUntil(this.nowNanos + this.random.nextLong(5 * SECOND));
            case 1 -> {
                send(id, machine.leave(), loss);
                start(id);
            }
            default -> start(id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noNumberHasTwoOwnersAndNoTurnsOverlapThoughNodesSleepRestartAndDie(long seed) {
        this.random = new SplittableRandom(seed);
        double loss = 0.1 * this.random.nextInt(4);
        for (int i = 0; i < 5; i++) {
            start("node-" + i);
        }
        run(15, loss);
        for (int i = 0; i < 10; i++) {
            disturb(loss);
            run(2 + this.random.nextDouble(8), loss);
        }
        assertThat(this.owners.values()).allMatch((lives) -> lives.size() == 1);
        assertThat(this.overlaps).isEmpty();
        this.numbers.forEach(
                (life, fired) -> assertThat(fired).as(life).isSorted().doesNotHaveDuplicates());
        assertThat(this.owners).hasSizeGreaterThan(40);
        assertThat(this.turnsBegun).isGreaterThan(5);
    }

    @Test
    void aQuietMeshActsOnEveryBeatAndGivesEveryMemberItsTurn() {
        for (int i = 0; i < 5; i++) {
            start("node-" + i);
        }
        run(20, 0.1);
        long from = this.machines.get("node-0").state().number() + 1;
        long turnsBefore = this.turnsBegun;
        run(60, 0.1);
        long to = this.machines.get("node-0").state().number() - 1;
        for (long number = from; number <= to; number++) {
            assertThat(this.owners.get(number)).as("beat %d", number).hasSize(1);
        }
        assertThat(to - from).isGreaterThan(115);
        // A cycle is 5 s; the first and the last may be cut.
        assertThat(this.turnsBegun - turnsBefore).isBetween(55L, 60L);
        assertThat(this.overlaps).isEmpty();
    }
}
