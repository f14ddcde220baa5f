package org.chorusmesh.peers;

import org.chorusmesh.causality.Boot;

/**
 * The record of a peer that left the table, so that its late reports do not restore it.
 *
 * @param boot the boot that left
 * @param lamport its last admitted Lamport time
 * @param periodNanos its stated gossip period
 * @param silentSinceNanos when its silence began, in waking time of the table
 * @param laidNanos when it left, in waking time of the table
 */
record Tombstone(
        Boot boot, long lamport, long periodNanos, long silentSinceNanos, long laidNanos) {}
