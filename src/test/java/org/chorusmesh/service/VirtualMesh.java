package org.chorusmesh.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Command;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.JoinMode;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeConfiguration;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;

/**
 * Nodes that hear each other without delay, each with its watch and log, on a clock of the test's.
 */
final class VirtualMesh {

    static final long STEP_NANOS = 10_000_000L;

    private final Map<String, Member> members = new LinkedHashMap<>();
    private List<Report> underWay = new ArrayList<>();
    private long nowNanos;
    private long boots;
    private int stepsALook = 1;

    VirtualMesh add(String nodeId, double frequencyHz, double coupling, double phase) {
        return add(nodeId, frequencyHz, coupling, phase, JoinMode.FREE);
    }

    VirtualMesh add(
            String nodeId, double frequencyHz, double coupling, double phase, JoinMode join) {
        Settings settings =
                Settings.defaults()
                        .with(Setting.COUPLING, coupling)
                        .with(Setting.FREQUENCY, frequencyHz);
        this.boots++;
        NodeConfiguration configuration =
                new NodeConfiguration(
                        new NodeIdentity("test", nodeId, new Boot(this.boots, this.boots)),
                        settings,
                        join,
                        phase,
                        100);
        this.members.put(
                nodeId,
                new Member(new Node(configuration, new SplittableRandom(1), this.nowNanos)));
        return this;
    }

    /** Looks at every so many steps from now on. */
    VirtualMesh lookEvery(int steps) {
        this.stepsALook = steps;
        return this;
    }

    void remove(String nodeId) {
        this.members.remove(nodeId);
    }

    void run(double seconds) {
        for (long i = 0; i < Math.round(seconds * 1e9 / STEP_NANOS); i++) {
            step(STEP_NANOS, null, null);
        }
    }

    void command(String nodeId, Command command) {
        step(STEP_NANOS, nodeId, command);
    }

    /** Everybody sleeps. */
    void stall(double seconds) {
        step(Math.round(seconds * 1e9), null, null);
    }

    private void step(long nanos, String commanded, Command command) {
        this.nowNanos += nanos;
        List<Report> arriving = this.underWay;
        this.underWay = new ArrayList<>();
        this.members.forEach(
                (nodeId, member) ->
                        member.step(
                                this.nowNanos,
                                arriving,
                                nodeId.equals(commanded) ? List.of(command) : List.of(),
                                this.underWay,
                                this.stepsALook));
    }

    Synchrony synchrony(String nodeId) {
        return this.members.get(nodeId).synchrony;
    }

    Locking locking(String nodeId, String peer) {
        return peer(nodeId, peer).locking();
    }

    PeerSynchrony peer(String nodeId, String peer) {
        return synchrony(nodeId).find(peer).orElseThrow();
    }

    private static final class Member {

        private final TransitionLog log = new TransitionLog(new NodeEvents(InstantSource.system()));
        private final Node node;
        private final SynchronyWatch watch;
        private Synchrony synchrony;
        private long steps;

        Member(Node node) {
            this.node = node;
            this.watch = new SynchronyWatch(0);
            this.synchrony = look();
        }

        private Synchrony look() {
            return this.watch.look(this.node.snapshot(), this.node.stepState().wakingNanos());
        }

        void step(
                long nowNanos,
                List<Report> arriving,
                List<Command> commands,
                List<Report> out,
                int stepsALook) {
            List<Arrival> arrivals =
                    arriving.stream().map((report) -> new Arrival(report, nowNanos)).toList();
            Report report = this.node.step(nowNanos, Inbound.of(arrivals), commands).report();
            this.steps++;
            if (this.steps % stepsALook == 0 || !commands.isEmpty()) {
                this.synchrony = look();
                this.log.look(this.synchrony, commands, Set.of());
            }
            if (report != null) {
                out.add(report);
            }
        }
    }
}
