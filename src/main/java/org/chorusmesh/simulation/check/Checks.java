package org.chorusmesh.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.chorusmesh.node.Arrival;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.StepResult;
import org.chorusmesh.peers.Remedies;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Mesh;
import org.chorusmesh.simulation.mesh.Run;
import org.chorusmesh.simulation.mesh.RunObserver;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Remedy;
import org.chorusmesh.simulation.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Runs all checks of a run: each step of the watched nodes, settling, beats and, at the end, joins,
 * displacements and expectations.
 */
final class Checks implements RunObserver {

    private static final int WATCHED_OF_MANY = 16;

    private static final int LEAST_WATCHED = 4;

    private static final int WATCHED_PEERS = 1500;

    private final Remedies remedies;
    private final List<Breach> breaches = new ArrayList<>();
    private final @Nullable InvariantWatch[] watches;
    private final boolean watchesAll;
    private final SettleCheck settleCheck;
    private final @Nullable BeatWatch beatWatch;
    private final @Nullable MemberSurvey members;

    /**
     * @param mesh a mesh that has not run yet; its first nodes are up
     */
    Checks(Scenario scenario, Mesh mesh) {
        this.remedies = Remedy.allBut(scenario.without());
        int n = scenario.nodes();
        this.watches = new InvariantWatch[n];
        this.settleCheck = new SettleCheck(scenario, mesh);
        this.beatWatch =
                (scenario.beats().on() && n <= Hearing.MAX_PLACES)
                        ? new BeatWatch(scenario, mesh, this.breaches)
                        : null;
        this.members =
                scenario.beats().on() ? new MemberSurvey(mesh, scenario.durationNanos()) : null;
        int degree = Math.max(1, mesh.neighbours()[0].length);
        int most = (n <= SettleCheck.MAX_NODES) ? n : WATCHED_OF_MANY;
        int watched = Math.min(most, Math.max(LEAST_WATCHED, WATCHED_PEERS / degree));
        this.watchesAll = watched == n;
        // From a generator of its own, so that the choice does not change the draws of the run.
        for (int i : chosen(n, watched, new Chance(~scenario.seed()))) {
            Node node = mesh.members()[i].node();
            if (node != null) {
                this.watches[i] = new InvariantWatch(this.breaches, this.remedies, node);
            }
        }
    }

    private static int[] chosen(int n, int count, Chance chance) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        if (count < n) {
            chance.shuffle(order);
        }
        return Arrays.copyOf(order, count);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a phase is not finite, since the run cannot continue
     */
    @Override
    public void stepped(long nanos, Member member, List<Arrival> arrivals, StepResult result) {
        Node node = member.node();
        if (!(Double.isFinite(node.phase()) && Double.isFinite(node.rate()))) {
            this.breaches.add(
                    new Breach(
                            Invariant.FINITE,
                            nanos,
                            member.nodeId() + " has a phase or a rate that is not finite"));
            throw new IllegalStateException("A phase is not finite: " + this.breaches);
        }
        if (this.beatWatch != null) {
            this.beatWatch.stepped(nanos, member, arrivals, result);
        }
        if (member.index() >= this.watches.length) {
            return;
        }
        InvariantWatch watch = this.watches[member.index()];
        if (watch == null && this.watchesAll) {
            watch = new InvariantWatch(this.breaches, this.remedies, node);
            this.watches[member.index()] = watch;
        }
        if (watch != null) {
            watch.afterStep(nanos, member, arrivals, result);
        }
    }

    @Override
    public void sampled(long nanos) {
        this.settleCheck.sample(nanos, this.breaches);
        if (this.beatWatch != null) {
            this.beatWatch.sampled(nanos);
        }
        if (this.members != null) {
            this.members.sample(nanos);
        }
    }

    /** All findings, of the run and of the checks that need the whole run. */
    Findings findings(Run run) {
        List<Displacement> displacements = Displacements.of(run.scenario(), run.trace());
        QuietJoinCheck.Joins joins = QuietJoinCheck.of(run);
        List<Breach> all = new ArrayList<>(this.breaches);
        all.addAll(joins.breaches());
        all.addAll(Expectations.broken(run, displacements));
        return new Findings(
                Collections.unmodifiableList(all),
                this.settleCheck.outcome(),
                this.settleCheck.because(),
                joins.asked(),
                displacements,
                (this.beatWatch != null) ? this.beatWatch.findings() : BeatFindings.NONE,
                (this.members != null) ? this.members.findings() : null);
    }
}
