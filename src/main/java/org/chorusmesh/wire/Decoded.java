package org.chorusmesh.wire;

import org.chorusmesh.peers.Report;

/** What became of the bytes of one frame. */
public sealed interface Decoded {

    /** Well formed; whether its values make sense is the node's to judge. */
    record Readable(Report report) implements Decoded {}

    /** Not to be read. */
    enum Refused implements Decoded {

        /** Not a frame of this mesh, or not in a version that is read, or no report inside. */
        MALFORMED,

        /** Keys are set, and none of them signed it. */
        UNAUTHENTICATED
    }
}
