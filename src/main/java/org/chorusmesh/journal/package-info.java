/** What each step of a node drained, written down so that it can be run again to the bit. */
@NullMarked
package org.chorusmesh.journal;

import org.jspecify.annotations.NullMarked;
