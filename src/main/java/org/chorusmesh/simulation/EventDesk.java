package org.chorusmesh.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.SettingsChange;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/** Lets events happen, and end. */
final class EventDesk {

    private record Due(long atNanos, long order, Runnable deed) {}

    private final Topology topology;
    private final double coupling;
    private final Mesh mesh;
    private final Network network;
    private final StepWheel wheel;
    private final Chance chance;
    private final List<Member> extras = new ArrayList<>();
    private final Map<Integer, Report> overheard = new HashMap<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private long order;
    private long nowNanos;

    EventDesk(Scenario scenario, Mesh mesh, Network network, StepWheel wheel, Chance chance) {
        this.topology = scenario.topology();
        this.coupling = scenario.settings().coupling();
        this.mesh = mesh;
        this.network = network;
        this.wheel = wheel;
        this.chance = chance;
        if (this.topology instanceof Topology.DividedByAll) {
            at(0, () -> Arrays.stream(mesh.members).forEach(this::divideByAll));
        }
        scenario.events().forEach((event) -> at(event.atNanos(), () -> happen(event)));
    }

    private void at(long nanos, Runnable deed) {
        this.queue.add(new Due(nanos, this.order++, deed));
    }

    /** When something happens next, or {@link Long#MAX_VALUE}. */
    long next() {
        Due due = this.queue.peek();
        return (due == null) ? Long.MAX_VALUE : due.atNanos();
    }

    /** Lets the next thing happen. */
    void run() {
        Due due = this.queue.remove();
        this.nowNanos = due.atNanos();
        due.deed().run();
    }

    /** The machine of that number, those of duplicates included. */
    Member member(int index) {
        int n = this.mesh.members.length;
        return (index < n) ? this.mesh.members[index] : this.extras.get(index - n);
    }

    /** Keeps a report of a node that is to be replayed later. */
    void overhear(int index, Report report) {
        // The first of its life: the older a replay is, the worse.
        this.overheard.putIfAbsent(index, report);
    }

    private void happen(Event event) {
        if (event instanceof Event.Partition partition) {
            this.network.cuts().add(partition);
        } else if (event instanceof Event.Clog clog) {
            this.network.cuts().add(clog);
        } else if (event instanceof Event.Duplicate duplicate) {
            duplicate(duplicate);
        } else if (event instanceof Event.Poison poison) {
            for (int i = 0; i < poison.count(); i++) {
                long serial = i;
                at(poison.atNanos() + i * poison.everyNanos(), () -> poison(poison, serial));
            }
        } else if (event instanceof Event.Restart restart) {
            targets(restart.nodes(), false).forEach((member) -> restart(member, restart));
        } else {
            for (Member member : targets(nodesOf(event), true)) {
                happen(event, member);
            }
        }
    }

    private static Event.Targets nodesOf(Event event) {
        if (event instanceof Event.Crash e) {
            return e.nodes();
        }
        if (event instanceof Event.Leave e) {
            return e.nodes();
        }
        if (event instanceof Event.Pause e) {
            return e.nodes();
        }
        if (event instanceof Event.Suspend e) {
            return e.nodes();
        }
        if (event instanceof Event.Drift e) {
            return e.nodes();
        }
        if (event instanceof Event.ClockStep e) {
            return e.nodes();
        }
        if (event instanceof Event.Change e) {
            return e.nodes();
        }
        return ((Event.Kick) event).nodes();
    }

    /** Tells a node that was born with the coupling as it stands in the scenario. */
    private void divideByAll(Member member) {
        if (member.node != null) {
            SettingsChange change =
                    new SettingsChange(this.coupling, null, null, null, null, null, null);
            member.command(new Command.ChangeSettings(null, divided(change, member)));
        }
    }

    /** A change by which the coupling is divided as the topology has it. */
    private SettingsChange divided(SettingsChange change, Member member) {
        int n = this.mesh.members.length;
        double factor =
                (member.index < n)
                        ? this.topology.couplingFactor(this.mesh.neighbours[member.index].length, n)
                        : 1;
        return (change.coupling() == null || factor == 1)
                ? change
                : new SettingsChange(
                        change.coupling() * factor,
                        change.frequencyHz(),
                        change.phaseLag(),
                        change.noise(),
                        change.stepNanos(),
                        change.gossipPeriodNanos(),
                        change.ttlNanos());
    }

    private void happen(Event event, Member member) {
        if (event instanceof Event.Crash) {
            crash(member);
        } else if (event instanceof Event.Leave) {
            member.command(new Command.Leave());
            member.leaving = true;
        } else if (event instanceof Event.Pause pause) {
            pause(member, pause.forNanos());
        } else if (event instanceof Event.Suspend suspend) {
            suspend(member, suspend.forNanos());
        } else if (event instanceof Event.Drift drift) {
            member.stampArrived(this.nowNanos);
            member.clock.drift(this.nowNanos, drift.ppm());
        } else if (event instanceof Event.ClockStep step) {
            member.stampArrived(this.nowNanos);
            member.clock.step(this.nowNanos, step.byNanos());
        } else if (event instanceof Event.Change change) {
            member.command(new Command.ChangeSettings(null, divided(change.change(), member)));
        } else if (event instanceof Event.Kick kick) {
            member.command(new Command.Kick(kick.radians()));
        }
    }

    private List<Member> targets(Event.Targets targets, boolean up) {
        List<Member> chosen = new ArrayList<>();
        if (targets.share() == 0) {
            targets.nodes().forEach((node) -> chosen.add(this.mesh.members[node]));
        } else {
            for (Member member : this.mesh.members) {
                if ((member.node != null) == up) {
                    chosen.add(member);
                }
            }
            int keep = (int) Math.round(targets.share() * chosen.size());
            while (chosen.size() > keep) {
                int last = chosen.size() - 1;
                chosen.set(this.chance.below(last + 1), chosen.get(last));
                chosen.remove(last);
            }
        }
        chosen.removeIf((member) -> up && member.node == null);
        return chosen;
    }

    private static void crash(Member member) {
        member.node = null;
        member.mailbox.clear();
        member.received.clear();
    }

    private void restart(Member member, Event.Restart restart) {
        if (member.suspended) {
            return;
        }
        crash(member);
        this.mesh.start(
                member,
                this.nowNanos,
                new Mesh.Birth(
                        restart.align(),
                        restart.clockBackNanos(),
                        restart.persisted(),
                        restart.phase()));
        if (this.topology instanceof Topology.DividedByAll) {
            divideByAll(member);
        }
        schedule(member, this.nowNanos + this.mesh.stagger(member.stepNanos));
    }

    private void schedule(Member member, long nanos) {
        if (!this.wheel.contains(member.index)) {
            this.wheel.add(member.index, nanos);
        }
    }

    private void pause(Member member, long forNanos) {
        if (!member.isAwake()) {
            return;
        }
        member.stampArrived(this.nowNanos);
        member.paused = true;
        Object life = member.node;
        at(
                this.nowNanos + forNanos,
                () -> {
                    if (member.node == life) {
                        // The threads that stamp frames were stopped too.
                        member.mailbox.hold(this.nowNanos);
                        member.paused = false;
                        schedule(member, this.nowNanos);
                    }
                });
    }

    private void suspend(Member member, long forNanos) {
        if (!member.isAwake()) {
            return;
        }
        member.stampArrived(this.nowNanos);
        member.clock.stand(this.nowNanos, true);
        member.suspended = true;
        at(
                this.nowNanos + forNanos,
                () -> {
                    member.stampArrived(this.nowNanos);
                    member.clock.stand(this.nowNanos, false);
                    member.suspended = false;
                    schedule(member, this.nowNanos);
                });
    }

    private void duplicate(Event.Duplicate duplicate) {
        Member shadow =
                this.mesh.shadowOf(
                        duplicate.of(),
                        this.mesh.members.length + this.extras.size(),
                        this.nowNanos);
        this.extras.add(shadow);
        this.network.shadows().add(shadow);
        schedule(shadow, this.nowNanos);
        at(
                duplicate.endNanos(),
                () -> {
                    crash(shadow);
                    this.network.shadows().remove(shadow);
                });
    }

    private void poison(Event.Poison poison, long serial) {
        Member as = this.mesh.members[poison.as()];
        if (as.node == null) {
            return;
        }
        for (Member victim : targets(poison.to(), true)) {
            if (victim != as && victim.node != null) {
                @Nullable Report frame =
                        Poisoner.brew(
                                poison.poison(),
                                as.node.snapshot(),
                                this.overheard.get(poison.as()),
                                victim.node.snapshot(),
                                serial);
                if (frame != null) {
                    this.network.deliver(this.nowNanos + 1, victim, frame);
                }
            }
        }
    }
}
