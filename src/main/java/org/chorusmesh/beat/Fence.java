package org.chorusmesh.beat;

/**
 * Tokens that grow with every act of a mesh: n · 2^16 plus the index of the slot within its beat. A
 * store refuses what is smaller than the greatest token it has seen, or equal and from another id.
 */
public final class Fence {

    private static final int INDEX_BITS = 16;

    private static final long MAX_INDEX = (1L << INDEX_BITS) - 1;

    private Fence() {}

    /**
     * The token of an act.
     *
     * @param number the beat in which it begins, 0 … 2^47 − 1
     * @param index which of the slots that begin in that beat it is, from 0; beyond 2^16 − 1 they
     *     share the last
     */
    public static long token(long number, long index) {
        return (number << INDEX_BITS) + Math.min(index, MAX_INDEX);
    }
}
