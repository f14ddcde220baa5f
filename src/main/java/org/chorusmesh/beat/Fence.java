package org.chorusmesh.beat;

/**
 * Tokens that increase with every act of a mesh: n · 2^16 plus the index of the slot within its
 * beat. A store should refuse a token that is smaller than the greatest it has seen, or equal to it
 * and from another id.
 */
public final class Fence {

    private static final int INDEX_BITS = 16;

    /** Number of indices in a beat. */
    public static final long INDICES = 1L << INDEX_BITS;

    private static final long MAX_INDEX = INDICES - 1;

    private Fence() {}

    /**
     * The token of an act.
     *
     * @param number the beat in which the act begins, 0 … 2^47 − 1
     * @param index index of its slot among those that begin in that beat, from 0; indices above
     *     2^16 − 1 share that value. For a stable turn, its place within the beat in 2^16ths
     */
    public static long token(long number, long index) {
        return (number << INDEX_BITS) + Math.min(index, MAX_INDEX);
    }
}
