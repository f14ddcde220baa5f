package org.chorusmesh.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Drops a share of the packets to and from some ports of loopback. Requires root and nftables. */
final class Loss implements AutoCloseable {

    private static final String TABLE = "inet chorus_measure";

    /**
     * Begins to drop.
     *
     * @param percent of the packets
     * @param first the least of the ports
     * @param last the greatest
     * @throws IOException if this machine cannot
     */
    Loss(int percent, int first, int last) throws IOException {
        String drop = "numgen random mod 100 < " + percent + " drop; ";
        String ports = first + "-" + last + " ";
        nft(
                "table %s { chain arriving { type filter hook input priority 0; tcp dport %s%stcp sport %s%s}\n}\n"
                        .formatted(TABLE, ports, drop, ports, drop));
    }

    @Override
    public void close() {
        try {
            nft("delete table " + TABLE);
        } catch (IOException ex) {
            throw new IllegalStateException("Packets are still dropped: " + TABLE, ex);
        }
    }

    private static void nft(String rules) throws IOException {
        Process process =
                new ProcessBuilder("nft", "-f", "-")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var in = process.getOutputStream()) {
            in.write(rules.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException("nft refuses: " + rules);
            }
        } catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }
}
