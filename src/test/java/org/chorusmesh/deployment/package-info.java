/** The image, the compose file and the chart, read as what they promise. */
@NullMarked
package org.chorusmesh.deployment;

import org.jspecify.annotations.NullMarked;
