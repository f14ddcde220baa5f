package org.chorusmesh.simulation.swarm;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.simulation.scenario.Beats;
import org.chorusmesh.simulation.scenario.Chance;
import org.chorusmesh.simulation.scenario.Topology;

/** Draws the beats of a random scenario. */
final class RandomBeats {

    private static final long SECOND = 1_000_000_000L;

    private static final long[] NUMBERS = {0, 3, 1000, 1L << 19, 1L << 30, 1L << 45};

    private final Chance chance;
    private final int nodes;

    RandomBeats(Chance chance, int nodes) {
        this.chance = chance;
        this.nodes = nodes;
    }

    /** Draws beats and jobs. */
    Beats make(Topology topology) {
        boolean known = topology instanceof Topology.Full || topology instanceof Topology.Overlay;
        List<Beats.Job> jobs = new ArrayList<>();
        long every = 1 + this.chance.below(3);
        jobs.add(new Beats.Job(every, this.chance.below((int) every), Beats.By.ONE));
        jobs.add(new Beats.Job(1 + this.chance.below(2 * this.nodes), 0, Beats.By.TURN));
        if (this.chance.happens(0.2)) {
            jobs.add(new Beats.Job(1, 0, Beats.By.ALL));
        }
        long hold = this.chance.happens(0.25) ? (long) (this.chance.between(0.5, 8) * SECOND) : 0;
        return new Beats(
                true,
                hold,
                this.chance.happens(0.25) ? this.nodes : 0,
                known
                        ? null
                        : Integer.valueOf(MemberRules.DEFAULT.radius(0) + this.chance.below(3)),
                this.chance.happens(0.2) ? firstNumbers() : List.of(),
                jobs);
    }

    /** Up to three groups of nodes with one number each, as of meshes that have not met. */
    private List<Long> firstNumbers() {
        int groups = 1 + this.chance.below(3);
        long[] given = new long[groups];
        for (int i = 0; i < groups; i++) {
            given[i] = NUMBERS[this.chance.below(NUMBERS.length)];
        }
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < this.nodes; i++) {
            numbers.add(given[this.chance.below(groups)]);
        }
        return numbers;
    }

    /** Draws the spread of the wall clocks. */
    long wallSpreadNanos() {
        if (this.chance.happens(0.5)) {
            return 0;
        }
        double hours = this.chance.happens(0.1) ? 24 * 50 : 2;
        return (long) (this.chance.between(0, hours) * 3600 * SECOND);
    }
}
