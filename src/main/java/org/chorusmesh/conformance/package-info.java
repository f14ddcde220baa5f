/**
 * A check of any member of a mesh, in whatever language it is written, against the wire page
 * ({@code docs/wire.md}): it joins as a member would, watches the other's frames, provokes it, and
 * names each rule that it keeps or breaks.
 */
@NullMarked
package org.chorusmesh.conformance;

import org.jspecify.annotations.NullMarked;
