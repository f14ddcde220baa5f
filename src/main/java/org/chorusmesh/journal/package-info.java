/** Journals: the input of each step of a node, from which a replay computes the same bits. */
@NullMarked
package org.chorusmesh.journal;

import org.jspecify.annotations.NullMarked;
