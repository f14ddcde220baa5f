/**
 * Checks a member of a mesh, written in any language, against the wire contract ({@code
 * docs/wire.md}). The check joins as a member, reads the frames of the member under test, sends it
 * valid and invalid frames, and reports each rule that it keeps or breaks.
 */
@NullMarked
package org.chorusmesh.conformance;

import org.jspecify.annotations.NullMarked;
