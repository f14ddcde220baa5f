package org.chorusmesh.wire;

/**
 * The versions of the frame. A node writes one version, and reads it and the one before, so that a
 * mesh can be upgraded node by node. Version 1 is the first.
 */
public final class WireVersion {

    /** The version that a node writes. */
    public static final int WRITTEN = 1;

    /** The oldest version that a node reads. */
    static final int OLDEST_READ = 1;

    private WireVersion() {}

    /** Whether a node reads a version. */
    public static boolean isRead(int version) {
        return version >= OLDEST_READ && version <= WRITTEN;
    }
}
