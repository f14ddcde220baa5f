package org.chorusmesh.peers;

/**
 * One answer in a report: the stamp of a peer's boot that the writer received last.
 *
 * @param bootBits the random bits of the answered {@linkplain org.chorusmesh.causality.Boot boot}
 * @param stampNanos the stamp of that boot's newest admitted report, on the answered node's
 *     monotonic clock
 * @param heldNanos time from the receipt of that report to the stamp of the answer, on the writer's
 *     monotonic clock
 */
public record Echo(long bootBits, long stampNanos, long heldNanos) {}
