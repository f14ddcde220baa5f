package org.chorusmesh.members;

import java.util.List;
import org.chorusmesh.overlay.Overlay;

/**
 * The rules of agreement. Nodes agree only if all of them have the same.
 *
 * @param holdNanos how long an absent id keeps its slot, 0 … {@value #MAX_HOLD_NANOS}
 * @param expected the greatest number of ids that can be up together, at most {@value
 *     Members#MAX_IDS}; 0 for no guard against a partition
 * @param degree degree of the overlay; {@link Overlay#FULL} for a mesh that is full at any size
 * @param fixedRadius the {@linkplain #radius radius} at any size, 1 … {@value ListVote#MAX_RADIUS},
 *     for a mesh whose links are not those of the overlay; 0 to compute it
 */
public record MemberRules(long holdNanos, int expected, int degree, int fixedRadius) {

    /** One day. */
    public static final long MAX_HOLD_NANOS = 86_400_000_000_000L;

    /** No hold, no guard, and a full mesh. */
    public static final MemberRules DEFAULT = new MemberRules(0, 0, Overlay.FULL);

    private static final int FULL_MESH_RADIUS = 2;

    /** The rules of a mesh whose links are those of the overlay. */
    public MemberRules(long holdNanos, int expected, int degree) {
        this(holdNanos, expected, degree, 0);
    }

    /**
     * Adds every fault of these rules to a list.
     *
     * @param faults the list to which faults are added
     */
    public void check(List<String> faults) {
        if (this.holdNanos < 0 || this.holdNanos > MAX_HOLD_NANOS) {
            faults.add("hold must be 0 to 24 hours");
        }
        if (this.expected < 0 || this.expected > Members.MAX_IDS) {
            faults.add("expected must be 0 to " + Members.MAX_IDS);
        }
        if (!Overlay.isValid(this.degree)) {
            faults.add(
                    "degree must be %d, or an even number from %d to %d"
                            .formatted(Overlay.FULL, Overlay.MIN_DEGREE, Overlay.MAX_DEGREE));
        }
        if (this.fixedRadius < 0 || this.fixedRadius > ListVote.MAX_RADIUS) {
            faults.add("radius must be 0 to " + ListVote.MAX_RADIUS);
        }
    }

    /**
     * The radius R of agreement: over how many links a digest must be known to be the same. Two
     * nodes that agree on different lists are then more than 2R links apart, which is longer than
     * the ways in the mesh: 2 in a full mesh, ⌈log(n) / log(k − 1)⌉ + 1 in an overlay of degree k,
     * whose diameter is about log(n) / log(k − 1) (Bollobás and Fernandez de la Vega, 1982).
     *
     * @param members n, the number of members of the frozen list that are not held, ≥ 0
     * @return 1 … {@value ListVote#MAX_RADIUS}
     */
    public int radius(int members) {
        if (this.fixedRadius != 0) {
            return this.fixedRadius;
        }
        if (!isSparse(members)) {
            return FULL_MESH_RADIUS;
        }
        int links = 0;
        for (long reached = 1; reached < members; reached *= this.degree - 1) {
            links++;
        }
        return links + 1;
    }

    /** Whether a mesh of so many members has fewer links than a full one. */
    boolean isSparse(int members) {
        return this.degree != Overlay.FULL && members > this.degree + 1;
    }

    /** Whether the links of a mesh of so many members are those of an overlay. */
    boolean isOverlay(int members) {
        return this.fixedRadius == 0 && isSparse(members);
    }

    /**
     * Whether enough members have news for this node to act: more than half of the expected number,
     * if it is set.
     *
     * @param withNews members of the frozen list with news younger than one TTL
     */
    public boolean isMajority(int withNews) {
        return this.expected == 0 || 2 * withNews > this.expected;
    }
}
