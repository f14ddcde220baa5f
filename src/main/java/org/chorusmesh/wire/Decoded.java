package org.chorusmesh.wire;

import org.chorusmesh.peers.Report;

/** The result of decoding one frame. */
public sealed interface Decoded {

    /** A well-formed report. The node checks the ranges of its values. */
    record Readable(Report report) implements Decoded {}

    /** A frame that is refused. */
    enum Refused implements Decoded {

        /** Not a frame of this mesh, of a version that is not read, or without a report. */
        MALFORMED,

        /** Not signed by any of the keys. */
        UNAUTHENTICATED
    }
}
