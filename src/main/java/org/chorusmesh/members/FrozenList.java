package org.chorusmesh.members;

/**
 * The list of one epoch.
 *
 * @param epoch which, ≥ 0
 * @param list who belongs to the mesh for all of that epoch
 * @param digest the list's {@linkplain MemberList#digest digest}
 */
public record FrozenList(long epoch, MemberList list, long digest) {}
