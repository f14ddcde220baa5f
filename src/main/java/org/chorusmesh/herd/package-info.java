/**
 * What turns are for, to be seen: six nodes do a heavy job all at once and in turns, and the page
 * shows how each way loads a small service that they share. Only the profile {@code herd} of a
 * process of its own has it.
 */
@NullMarked
package org.chorusmesh.herd;

import org.jspecify.annotations.NullMarked;
