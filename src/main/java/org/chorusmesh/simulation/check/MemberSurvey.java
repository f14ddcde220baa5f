package org.chorusmesh.simulation.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chorusmesh.beat.ListState;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.Node;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.simulation.mesh.Member;
import org.chorusmesh.simulation.mesh.Mesh;
import org.jspecify.annotations.Nullable;

/**
 * Looks at agreement and at the news of members over the last third of a run, in a mesh of any
 * size.
 */
final class MemberSurvey {

    /** Nodes whose news is looked at, of many. */
    private static final int WATCHED = 16;

    private static final double MEDIAN = 0.5;

    private static final double P99 = 0.99;

    private final Mesh mesh;
    private final long fromNanos;
    private final int every;
    private long running;
    private long agreed;
    private long mostLists;
    private final Ages news = new Ages();
    private long newsNanos;
    private @Nullable Integer leastPresent;
    private @Nullable Integer mostPresent;

    /**
     * @param durationNanos length of the run
     */
    MemberSurvey(Mesh mesh, long durationNanos) {
        this.mesh = mesh;
        this.fromNanos = durationNanos - durationNanos / 3;
        this.every = Math.max(1, mesh.members().length / WATCHED);
    }

    /** Looks at the mesh at a sample. */
    void sample(long nanos) {
        if (nanos < this.fromNanos) {
            return;
        }
        Map<Long, Map<Long, Integer>> lists = new TreeMap<>();
        Set<Boot> up = new HashSet<>();
        for (Member member : this.mesh.members()) {
            if (member.isRunning()) {
                up.add(member.boot());
                this.running++;
                ListState list = member.node().beat().present();
                if (list.agreed()) {
                    this.agreed++;
                    lists.computeIfAbsent(list.epoch(), (epoch) -> new TreeMap<>())
                            .merge(list.digest(), 1, Integer::sum);
                }
            }
        }
        for (Map<Long, Integer> ofEpoch : lists.values()) {
            this.mostLists = Math.max(this.mostLists, ofEpoch.size());
        }
        for (int i = 0; i < this.mesh.members().length; i += this.every) {
            if (this.mesh.members()[i].isRunning()) {
                lookAt(this.mesh.members()[i].node(), up);
            }
        }
    }

    private void lookAt(Node node, Set<Boot> up) {
        NodeSnapshot snapshot = node.snapshot();
        String ownId = snapshot.identity().nodeId();
        int present = 0;
        for (MemberView view : snapshot.beat().members()) {
            if (view.isPresent()) {
                present++;
                // An id can be forged.
                if (up.contains(view.boot())) {
                    this.newsNanos = Math.max(this.newsNanos, view.silenceNanos());
                    if (!view.nodeId().equals(ownId)) {
                        this.news.add(view.silenceNanos());
                    }
                }
            }
        }
        this.leastPresent =
                (this.leastPresent == null) ? present : Math.min(this.leastPresent, present);
        this.mostPresent =
                (this.mostPresent == null) ? present : Math.max(this.mostPresent, present);
    }

    MemberFindings findings() {
        return new MemberFindings(
                (this.running > 0) ? (double) this.agreed / this.running : 0,
                this.mostLists,
                this.leastPresent,
                this.mostPresent,
                this.news.quantile(MEDIAN),
                this.news.quantile(P99),
                this.newsNanos * 1e-9);
    }
}
