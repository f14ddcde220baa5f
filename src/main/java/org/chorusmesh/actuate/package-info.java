/** How the node is: health, probes, metrics, info. */
@NullMarked
package org.chorusmesh.actuate;

import org.jspecify.annotations.NullMarked;
