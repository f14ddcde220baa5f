package org.chorusmesh.gossip;

import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Report;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address.
 *
 * @param state its state
 * @param nodeId whose reports are read there, without control characters; null if there are none
 * @param boot of that node; null if there are none
 * @param mesh the other mesh whose reports come from there, without control characters; null if
 *     there are none
 */
record Finding(
        AddressState state, @Nullable String nodeId, @Nullable Boot boot, @Nullable String mesh) {

    private static final int MAX_LENGTH = 255;

    static Finding of(AddressState state) {
        return new Finding(state, null, null, null);
    }

    static Finding of(Report report) {
        return new Finding(AddressState.HEARD, printable(report.nodeId()), report.boot(), null);
    }

    static Finding ofMesh(String mesh) {
        return new Finding(AddressState.OTHER_MESH, null, null, printable(mesh));
    }

    /** Text from an unknown sender, made fit for a line of the log. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), MAX_LENGTH)).replaceAll("\\p{Cntrl}", "?");
    }
}
