package org.chorusmesh.conformance;

import java.util.List;

/**
 * The configuration of the member under test.
 *
 * @param mesh name of the mesh
 * @param keys keys of the mesh; the first signs
 * @param coupling coupling K of the member, rad/s
 * @param ttlNanos TTL of the member
 */
record Subject(String mesh, List<byte[]> keys, double coupling, long ttlNanos) {}
