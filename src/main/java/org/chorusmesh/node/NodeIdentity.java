package org.chorusmesh.node;

import org.chorusmesh.causality.Boot;

/**
 * The identity of a node.
 *
 * @param mesh name of the mesh, 1 … 255 bytes of UTF-8
 * @param nodeId id of the node, unique in its mesh, 1 … 255 bytes of UTF-8 without control
 *     characters
 * @param boot its present boot
 */
public record NodeIdentity(String mesh, String nodeId, Boot boot) {}
