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

/** Lets events happen, and end. */
final class EventDesk {

    private record Due(long atNanos, long order, Runnable deed) {}

    private final Mesh mesh;
    private final Network network;
    private final StepWheel wheel;
    private final Chance chance;
    private final List<Member> extras = new ArrayList<>();
    private final Map<Integer, Report> overheard = new HashMap<>();
    private final Map<Integer, Report> latest = new HashMap<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private long order;
    private long nowNanos;

    EventDesk(Scenario scenario, Mesh mesh, Network network, StepWheel wheel, Chance chance) {
        this.mesh = mesh;
        this.network = network;
        this.wheel = wheel;
        this.chance = chance;
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

    /** Keeps a report of a node that is to be replayed, or imitated, later. */
    void overhear(int index, Report report) {
        // The first of its life: the older a replay is, the worse.
        this.overheard.putIfAbsent(index, report);
        this.latest.put(index, report);
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
            targets(restart.targets(), false).forEach((member) -> restart(member, restart));
        } else {
            for (Member member : targets(event.targets(), true)) {
                happen(event, member);
            }
        }
    }

    private void happen(Event event, Member member) {
        if (event instanceof Event.Crash) {
            member.stop();
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
        } else if (event instanceof Event.Settings change) {
            member.command(
                    new Command.ChangeSettings(null, this.mesh.divided(change.change(), member)));
        } else if (event instanceof Event.Kick kick) {
            member.command(new Command.Kick(kick.radians()));
        } else {
            throw new IllegalStateException("Nothing is known of the event " + event);
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
            // Never more than the share, so that of 99 % of a few some are left.
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
                    shadow.stop();
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
                                poison.forgery(),
                                as.node.snapshot(),
                                ((poison.forgery() == Event.Forgery.NUMBER)
                                                ? this.latest
                                                : this.overheard)
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
