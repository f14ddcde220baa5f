package org.chorusmesh.peers;

import java.util.Comparator;
import java.util.Set;
import org.chorusmesh.settings.SettingsChange;

/**
 * Settings for the whole mesh, as one version of a last-writer-wins register that reports carry. A
 * version is greater by its counter, then by its writer.
 *
 * @param counter 1 … 2^53−1, one above the version that the writer knew
 * @param writer id of the node that wrote it
 * @param change what the mesh sets; takes nothing back
 */
public record MeshSettings(long counter, String writer, SettingsChange change)
        implements Comparable<MeshSettings> {

    private static final Comparator<MeshSettings> BY_VERSION =
            Comparator.comparingLong(MeshSettings::counter).thenComparing(MeshSettings::writer);

    public MeshSettings {
        change = new SettingsChange(change.values(), Set.of());
    }

    @Override
    public int compareTo(MeshSettings other) {
        return BY_VERSION.compare(this, other);
    }
}
