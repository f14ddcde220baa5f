package org.chorusmesh.benchmarks.harness;

/**
 * What a host has sent and received. A segment that the kernel hands over in one piece counts once.
 *
 * @param sentPackets packets sent
 * @param sentBytes bytes sent, with the Ethernet header
 * @param receivedPackets packets received
 * @param receivedBytes bytes received, with the Ethernet header
 */
public record Traffic(long sentPackets, long sentBytes, long receivedPackets, long receivedBytes) {

    /** What has come since. */
    public Traffic since(Traffic before) {
        return new Traffic(
                this.sentPackets - before.sentPackets,
                this.sentBytes - before.sentBytes,
                this.receivedPackets - before.receivedPackets,
                this.receivedBytes - before.receivedBytes);
    }

    /** Packets both ways. */
    public long packets() {
        return this.sentPackets + this.receivedPackets;
    }

    /** Bytes both ways. */
    public long bytes() {
        return this.sentBytes + this.receivedBytes;
    }
}
