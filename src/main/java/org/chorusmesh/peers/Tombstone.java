package org.chorusmesh.peers;

import org.chorusmesh.causality.Boot;

/**
 * What stays of a peer that left the table, so that its late reports do not bring it back.
 *
 * @param boot the boot that left
 * @param lamport its last admitted Lamport time
 * @param periodNanos how often it meant to report
 * @param silentSinceNanos where its silence began, in the table's waking time
 * @param laidNanos when it left, in the table's waking time
 */
record Tombstone(
        Boot boot, long lamport, long periodNanos, long silentSinceNanos, long laidNanos) {}
