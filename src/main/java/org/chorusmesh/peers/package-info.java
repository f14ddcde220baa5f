/**
 * The state of other nodes: peer table, silence and fade, eviction, tombstones, delay estimation.
 */
@NullMarked
package org.chorusmesh.peers;

import org.jspecify.annotations.NullMarked;
