package org.chorusmesh.causality;

import org.jspecify.annotations.Nullable;

/**
 * One life of a node, from start to stop. Boots of one node id are totally ordered, first by
 * incarnation and then by the random bits, so that any two nodes agree which of two boots is newer
 * without asking another.
 *
 * @param incarnation wall-clock milliseconds at boot, 1 … 2^53−1, raised above an earlier one if
 *     that is known
 * @param bits 64 random bits, compared as an unsigned number, that tell two boots of one
 *     incarnation apart
 */
public record Boot(long incarnation, long bits) implements Comparable<Boot> {

    @Override
    public int compareTo(Boot other) {
        int byIncarnation = Long.compare(this.incarnation, other.incarnation);
        return (byIncarnation != 0) ? byIncarnation : Long.compareUnsigned(this.bits, other.bits);
    }

    /** Written out, since the one that a record is given is slow where the JVM optimizes little. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Boot boot
                && this.incarnation == boot.incarnation
                && this.bits == boot.bits;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * this.incarnation + this.bits);
    }

    /** The random bits as sixteen hexadecimal digits: JSON numbers cannot carry 64 bits. */
    public String toHex() {
        return String.format("%016x", this.bits);
    }
}
