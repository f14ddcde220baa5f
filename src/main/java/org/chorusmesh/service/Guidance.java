package org.chorusmesh.service;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chorusmesh.dynamics.CriticalCoupling;
import org.chorusmesh.dynamics.LockedGroup;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.peers.PeerState;
import org.chorusmesh.settings.Settings;

/**
 * What to do so that the nodes come into step, as one node sees it: from its own coupling, its own
 * natural frequency, and those that the peers with weight state. It takes these for a full mesh of
 * one coupling. The phase lag and the noise have no part in the critical coupling.
 *
 * <p>It takes longer than a step (0.2 ms of 200 peers), so it is made only when it is read.
 *
 * @param synchrony what it was made from
 * @param criticalCoupling from which on all of them can lock, rad/s; 0 where their natural
 *     frequencies are the same, empty for a node without peers of weight
 * @param cannotLock ids of those that cannot lock at the present coupling, this node included
 * @param sentences what is not as it could be and what to do, the gravest first; empty where all is
 *     well
 */
public record Guidance(
        Synchrony synchrony,
        OptionalDouble criticalCoupling,
        List<String> cannotLock,
        List<String> sentences) {

    /** Of what is known after a step. */
    public static Guidance of(Synchrony synchrony) {
        NodeSnapshot node = synchrony.snapshot();
        List<PeerSynchrony> coupled =
                synchrony.peers().stream()
                        .filter((peer) -> peer.locking() != Locking.UNCOUPLED)
                        .toList();
        if (coupled.isEmpty()) {
            return new Guidance(synchrony, OptionalDouble.empty(), List.of(), alone(node));
        }
        double[] frequencies =
                Stream.concat(
                                Stream.of(node.settings().naturalFrequency()),
                                coupled.stream().map((peer) -> peer.peer().naturalFrequency()))
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        double critical = CriticalCoupling.of(frequencies);
        double coupling = node.settings().coupling();
        List<String> ids =
                Stream.concat(
                                Stream.of(node.identity().nodeId()),
                                coupled.stream().map((peer) -> peer.peer().nodeId()))
                        .toList();
        List<String> cannotLock =
                (coupling > 0 && coupling >= critical)
                        ? List.of()
                        : without(LockedGroup.of(frequencies, coupling), ids);
        List<String> sentences = new ArrayList<>();
        addCoupling(sentences, node.settings(), critical, cannotLock, ids.size());
        if (node.state() == NodeState.JOINING) {
            sentences.add(Advice.joining(node.joinWait()));
        } else if (cannotLock.isEmpty()) {
            addLocking(sentences, synchrony);
        }
        addPeers(sentences, node);
        return new Guidance(
                synchrony, OptionalDouble.of(critical), cannotLock, List.copyOf(sentences));
    }

    /** K/Kc: how far the coupling is above the critical one; empty where that is 0 or unknown. */
    public OptionalDouble couplingMargin() {
        double critical = this.criticalCoupling.orElse(0);
        return (critical > 0)
                ? OptionalDouble.of(this.synchrony.snapshot().settings().coupling() / critical)
                : OptionalDouble.empty();
    }

    private static List<String> without(BitSet group, List<String> ids) {
        return IntStream.range(0, ids.size())
                .filter((i) -> !group.get(i))
                .mapToObj(ids::get)
                .toList();
    }

    private static List<String> alone(NodeSnapshot node) {
        List<String> sentences = new ArrayList<>();
        if (node.state() == NodeState.JOINING) {
            sentences.add(Advice.joining(node.joinWait()));
        } else if (node.peers().isEmpty()) {
            sentences.add(Advice.noPeers());
        } else {
            sentences.add(Advice.noWeight());
        }
        addPeers(sentences, node);
        return List.copyOf(sentences);
    }

    private static void addCoupling(
            List<String> sentences,
            Settings settings,
            double critical,
            List<String> cannotLock,
            int count) {
        double coupling = settings.coupling();
        double enough = Math.max(critical, 2 * settings.noise());
        if (coupling == 0) {
            sentences.add(Advice.noCoupling(enough));
            return;
        }
        if (!cannotLock.isEmpty()) {
            List<String> named = (cannotLock.size() == count) ? List.of() : cannotLock;
            sentences.add(Advice.tooLittleCoupling(named, critical, coupling));
        }
        if (coupling <= 2 * settings.noise()) {
            sentences.add(Advice.tooMuchNoise(settings.noise(), coupling));
        }
    }

    private static void addLocking(List<String> sentences, Synchrony synchrony) {
        List<String> drifting = ids(synchrony, Locking.DRIFTING);
        if (!drifting.isEmpty()) {
            sentences.add(Advice.drifting(drifting));
        }
        List<String> apart = ids(synchrony, Locking.APART);
        if (!apart.isEmpty()) {
            sentences.add(Advice.apart(apart, synchrony.snapshot().settings().phaseLag() != 0));
        }
    }

    private static void addPeers(List<String> sentences, NodeSnapshot node) {
        List<String> muted =
                node.peers().stream()
                        .filter((peer) -> peer.state() == PeerState.MUTED)
                        .map((peer) -> peer.nodeId())
                        .toList();
        if (!muted.isEmpty()) {
            sentences.add(Advice.muted(muted));
        }
    }

    private static List<String> ids(Synchrony synchrony, Locking locking) {
        return synchrony.peers().stream()
                .filter((peer) -> peer.locking() == locking)
                .map((peer) -> peer.peer().nodeId())
                .toList();
    }
}
