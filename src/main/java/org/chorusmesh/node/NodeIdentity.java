package org.chorusmesh.node;

import org.chorusmesh.causality.Boot;

/**
 * Who a node is.
 *
 * @param mesh the mesh's name, 1 … 255 bytes of UTF-8
 * @param nodeId the node's id, unique in its mesh, 1 … 255 bytes of UTF-8 without control
 *     characters
 * @param boot this life of it
 */
public record NodeIdentity(String mesh, String nodeId, Boot boot) {}
