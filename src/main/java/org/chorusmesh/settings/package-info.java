/** The settings of a node: what each is called, which values it takes, and changes of them. */
@NullMarked
package org.chorusmesh.settings;

import org.jspecify.annotations.NullMarked;
