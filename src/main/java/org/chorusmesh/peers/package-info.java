/**
 * What is known of the others: the peer table, silence and fade, eviction, tombstones, delay
 * estimation.
 */
@NullMarked
package org.chorusmesh.peers;

import org.jspecify.annotations.NullMarked;
