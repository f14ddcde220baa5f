/** The study of order and settle time over size and loss. */
@NullMarked
package org.chorusmesh.simulation.study;

import org.jspecify.annotations.NullMarked;
