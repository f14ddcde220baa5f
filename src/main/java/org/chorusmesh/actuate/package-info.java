/** Health, probes, metrics and info of the node. */
@NullMarked
package org.chorusmesh.actuate;

import org.jspecify.annotations.NullMarked;
