package org.chorusmesh.peers;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Settings for the whole mesh, as one version of a last-writer-wins register that reports carry. A
 * version is greater by its counter, then by its writer. What is null is not set by the mesh.
 *
 * @param counter 1 … 2^53−1, one above the version that the writer knew
 * @param writer id of the node that wrote it
 * @param coupling K, rad/s
 * @param frequencyHz natural frequency, Hz
 * @param phaseLag α, radians
 * @param noise D, rad²/s
 * @param stepNanos how often nodes integrate
 * @param gossipPeriodNanos how often they report
 * @param ttlNanos the silence at which a peer leaves the table
 */
public record MeshSettings(
        long counter,
        String writer,
        @Nullable Double coupling,
        @Nullable Double frequencyHz,
        @Nullable Double phaseLag,
        @Nullable Double noise,
        @Nullable Long stepNanos,
        @Nullable Long gossipPeriodNanos,
        @Nullable Long ttlNanos)
        implements Comparable<MeshSettings> {

    private static final Comparator<MeshSettings> BY_VERSION =
            Comparator.comparingLong(MeshSettings::counter).thenComparing(MeshSettings::writer);

    @Override
    public int compareTo(MeshSettings other) {
        return BY_VERSION.compare(this, other);
    }
}
