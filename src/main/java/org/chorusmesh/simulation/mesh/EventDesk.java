package org.chorusmesh.simulation.mesh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.chorusmesh.node.Command;
import org.chorusmesh.peers.Report;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Event;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** Carries out the events of a scenario, and ends those that last. */
final class EventDesk {

    private record Due(long atNanos, long order, Runnable action) {}

    private final Mesh mesh;
    private final Network network;
    private final StepWheel wheel;
    private final Chance chance;
    private final List<Member> extras = new ArrayList<>();
    private final Map<Integer, Report> first = new HashMap<>();
    private final Map<Integer, Report> latest = new HashMap<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private final Churn churns;
    private long order;
    private long nowNanos;

    EventDesk(Scenario scenario, Mesh mesh, Network network, StepWheel wheel, Chance chance) {
        this.mesh = mesh;
        this.network = network;
        this.wheel = wheel;
        this.chance = chance;
        this.churns = new Churn(mesh, this, chance);
        mesh.connect(this::at, network::relink);
        scenario.events().forEach((event) -> at(event.atNanos(), () -> carryOut(event)));
    }

    /** Carries out an action at an instant. */
    void at(long nanos, Runnable action) {
        this.queue.add(new Due(nanos, this.order++, action));
    }

    /** The instant of the next action; {@link Long#MAX_VALUE} if there is none. */
    long next() {
        Due due = this.queue.peek();
        return (due == null) ? Long.MAX_VALUE : due.atNanos();
    }

    /** Carries out the next action. */
    void run() {
        Due due = this.queue.remove();
        this.nowNanos = due.atNanos();
        due.action().run();
    }

    /** The machine with an index, those of duplicates included. */
    Member member(int index) {
        int n = this.mesh.members.length;
        return (index < n) ? this.mesh.members[index] : this.extras.get(index - n);
    }

    /** Keeps the first and the latest report of a node, for later replays and forgeries. */
    void keepForReplay(int index, Report report) {
        // The first report of the run, since an old one is the hardest case of a replay.
        this.first.putIfAbsent(index, report);
        this.latest.put(index, report);
    }

    private void carryOut(Event event) {
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
        } else if (event instanceof Event.Churn churn) {
            this.churns.begin(churn);
        } else if (event instanceof Event.Restart restart) {
            targets(restart.targets(), false).forEach((member) -> restart(member, restart));
        } else {
            for (Member member : targets(event.targets(), true)) {
                carryOut(event, member);
            }
        }
    }

    private void carryOut(Event event, Member member) {
        if (event instanceof Event.Crash) {
            this.mesh.stop(member, this.nowNanos);
        } else if (event instanceof Event.Leave) {
            leave(member);
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
        } else if (event instanceof Event.Settings change) {
            member.command(
                    new Command.ChangeSettings(null, this.mesh.divided(change.change(), member)));
            hasten(member);
        } else if (event instanceof Event.Kick kick) {
            member.command(new Command.Kick(kick.radians()));
            hasten(member);
        } else {
            throw new IllegalStateException("Unknown event " + event);
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
            // Rounded down, so that 99 % of a few nodes leave at least one.
            int keep = (int) Math.floor(targets.share() * chosen.size() + 1e-9);
            while (chosen.size() > keep) {
                int last = chosen.size() - 1;
                chosen.set(this.chance.below(last + 1), chosen.get(last));
                chosen.remove(last);
            }
        }
        chosen.removeIf((member) -> up && member.node == null);
        return chosen;
    }

    private void restart(Member member, Event.Restart restart) {
        if (member.suspended) {
            return;
        }
        this.mesh.start(
                member,
                this.nowNanos,
                new Mesh.Birth(
                        restart.align(),
                        restart.clockBackNanos(),
                        restart.persisted(),
                        restart.phase()));
        scheduleFirstStep(member);
    }

    /** The instant of the present action. */
    long nowNanos() {
        return this.nowNanos;
    }

    /** Schedules the first step of a node that has just started. */
    void scheduleFirstStep(Member member) {
        schedule(member, this.nowNanos + this.mesh.stagger(member.stepNanos));
    }

    private void schedule(Member member, long nanos) {
        if (!this.wheel.contains(member.index)) {
            this.wheel.add(member.index, nanos);
        }
    }

    /** Has a node say goodbye and stop. */
    void leave(Member member) {
        member.leave();
        hasten(member);
    }

    private void hasten(Member member) {
        hasten(member, this.nowNanos);
    }

    /**
     * Brings the next step of a node forward.
     *
     * @param calledNanos when something calls for it
     */
    void hasten(Member member, long calledNanos) {
        if (member.isAwake()) {
            this.wheel.hasten(member.index, member.calledAtNanos(calledNanos));
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
                    this.mesh.stop(shadow, this.nowNanos);
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
                        Poisoner.forge(
                                poison.forgery(),
                                as.node.snapshot(),
                                ((poison.forgery() == Event.Forgery.NUMBER)
                                                ? this.latest
                                                : this.first)
                                        .get(poison.as()),
                                victim.node.snapshot(),
                                serial);
                if (frame != null) {
                    this.network.deliver(this.nowNanos + 1, victim, frame);
                }
            }
        }
    }
}
