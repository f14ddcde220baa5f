/**
 * The node as a deterministic state machine: a step takes reports and commands, and gives a report
 * and a snapshot.
 */
@NullMarked
package org.chorusmesh.node;

import org.jspecify.annotations.NullMarked;
