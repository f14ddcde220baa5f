/**
 * The node as a deterministic state machine: reports and commands in, one step, a report and a
 * snapshot out.
 */
@NullMarked
package org.chorusmesh.node;

import org.jspecify.annotations.NullMarked;
