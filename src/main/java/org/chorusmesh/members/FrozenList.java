package org.chorusmesh.members;

/**
 * The list of one epoch.
 *
 * @param epoch the epoch, ≥ 0
 * @param list the members for all of that epoch
 * @param digest {@linkplain MemberList#digest digest} of the list
 */
public record FrozenList(long epoch, MemberList list, long digest) {}
