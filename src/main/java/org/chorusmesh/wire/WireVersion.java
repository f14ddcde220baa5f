package org.chorusmesh.wire;

/**
 * The versions of the frame. A node writes one version and reads that and the one before, so that a
 * mesh can be upgraded node by node. Version 1 is the first.
 */
public final class WireVersion {

    /** What this node writes. */
    public static final int WRITTEN = 1;

    /** The oldest that it still reads. */
    static final int OLDEST_READ = 1;

    private WireVersion() {}

    public static boolean isRead(int version) {
        return version >= OLDEST_READ && version <= WRITTEN;
    }
}
