package org.chorusmesh.benchmarks.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Network;
import org.chorusmesh.benchmarks.harness.Subject;

/** The members of one system. */
final class Cluster {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final MemberSystem system;
    private double haste;
    private final List<Host> hosts;
    private final List<String> addresses;
    private final List<Subject> subjects = new ArrayList<>();
    private boolean close;

    Cluster(MemberSystem system, double haste, int members, Network network) {
        this.system = system;
        this.haste = haste;
        this.hosts = network.hosts(system.tag(), members);
        this.addresses = this.hosts.stream().map(Host::address).toList();
        this.hosts.forEach((host) -> this.subjects.add(null));
    }

    MemberSystem system() {
        return this.system;
    }

    double haste() {
        return this.haste;
    }

    int size() {
        return this.hosts.size();
    }

    Host host(int index) {
        return this.hosts.get(index);
    }

    Subject subject(int index) {
        return this.subjects.get(index);
    }

    /**
     * Starts all: the first before the others, so that they find a cluster and make no second one.
     */
    void startAll() {
        start(0);
        subject(0).await(View.UP, START_LIMIT);
        for (int i = 1; i < size(); i++) {
            start(i);
        }
    }

    void start(int index) {
        Arguments arguments = new Arguments(this.addresses.get(index), this.addresses, this.haste);
        this.subjects.set(
                index,
                host(index)
                        .startJava(
                                host(index).name(),
                                this.system.options(),
                                this.system.main(),
                                arguments.toWords()));
        if (this.close) {
            subject(index).tell("look");
        }
    }

    /** From now on each looks closely at the others, as soon as it has started. */
    void lookClosely() {
        this.close = true;
        this.subjects.forEach((subject) -> subject.tell("look"));
    }

    /** Ends all and starts them with another haste. */
    void restartAll(double anotherHaste) {
        killAll();
        this.haste = anotherHaste;
        startAll();
    }

    void killAll() {
        this.subjects.forEach(Subject::kill);
    }

    /** Whether each has exactly all others in its view. */
    boolean isWhole() {
        for (int i = 0; i < size(); i++) {
            if (!subject(i).isAlive() || present(i).size() != size() - 1) {
                return false;
            }
        }
        return true;
    }

    private Set<String> present(int index) {
        Set<String> present = new HashSet<>();
        for (Event event : subject(index).events()) {
            switch (event.kind()) {
                case View.JOINED -> present.add(event.word());
                case View.REMOVED -> present.remove(event.word());
                default -> {}
            }
        }
        return present;
    }

    /** When one first says something of another after an instant; empty if it has not. */
    Optional<Event> first(int observer, String kind, int about, long sinceNanos) {
        return subject(observer).events(kind).stream()
                .filter((event) -> event.nanos() > sinceNanos)
                .filter((event) -> event.word().equals(this.addresses.get(about)))
                .findFirst();
    }

    /** How often one has said something of others since an instant. */
    int count(int observer, String kind, long sinceNanos) {
        return (int)
                subject(observer).events(kind).stream()
                        .filter((event) -> event.nanos() > sinceNanos)
                        .count();
    }

    /** Who has one in its view. */
    List<Integer> observers(int member) {
        List<Integer> observers = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (i != member && present(i).contains(this.addresses.get(member))) {
                observers.add(i);
            }
        }
        return observers;
    }

    /** Whether these have removed one since an instant. */
    boolean isRemoved(List<Integer> observers, int victim, long sinceNanos) {
        return observers.stream()
                .noneMatch((i) -> first(i, View.REMOVED, victim, sinceNanos).isEmpty());
    }
}
