package org.chorusmesh.conformance;

import java.util.List;

/**
 * What is put to the test, and what is known of it.
 *
 * @param mesh the mesh's name
 * @param keys the mesh's keys, the first signs
 * @param coupling K of the member, rad/s
 * @param ttlNanos the member's TTL
 */
record Subject(String mesh, List<byte[]> keys, double coupling, long ttlNanos) {}
