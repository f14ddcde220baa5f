package org.chorusmesh.gossip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.chorusmesh.node.NodeIdentity;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;

/**
 * What it takes to judge the frames that a lane receives.
 *
 * @param codec decodes; one thread alone may use it
 * @param prefix of this node's mesh
 * @param self who this node is
 * @param inbox takes every report, and the count of what was refused
 * @param nanoClock monotonic clock that stamps receipts
 */
record Reception(
        FrameCodec codec,
        FramePrefix prefix,
        NodeIdentity self,
        ReportInbox inbox,
        LongSupplier nanoClock) {

    /**
     * What to subscribe to.
     *
     * @param anyMesh whether to ask for the reports of any mesh as well
     */
    List<byte[]> topics(boolean anyMesh) {
        List<byte[]> topics = new ArrayList<>(this.prefix.read());
        if (anyMesh) {
            topics.add(FramePrefix.ofAnyMesh());
        }
        return topics;
    }

    /** Counts a frame of a connection that this node does not know, or no longer. */
    void refuseUnknown() {
        this.inbox.refuse(Decoded.Refused.MALFORMED);
    }
}
