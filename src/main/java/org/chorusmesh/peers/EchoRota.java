package org.chorusmesh.peers;

import java.util.List;

/**
 * Whom a report answers: a fixed number of peers in turn, those never answered before all others,
 * so that every peer is answered several times a TTL while reports stay short.
 */
final class EchoRota {

    private static final int LEAST = 8;

    private static final double ROUNDS_PER_TTL = 4;

    private int cursor;

    /**
     * The answers of one report.
     *
     * @param peers all peers
     * @param stampNanos the report's stamp
     * @param periodNanos how often this node reports
     * @param ttlNanos the TTL
     */
    List<Echo> next(List<Peer> peers, long stampNanos, long periodNanos, long ttlNanos) {
        int total = peers.size();
        int wanted =
                (int)
                        Math.min(
                                total,
                                Math.max(
                                        LEAST,
                                        Math.ceil(
                                                ROUNDS_PER_TTL * total * periodNanos / ttlNanos)));
        List<Echo> echoes = new Echoes(wanted);
        if (wanted == total) {
            for (Peer peer : peers) {
                echoes.add(peer.echo(stampNanos));
            }
            return echoes;
        }
        boolean[] taken = new boolean[total];
        for (int i = 0; i < total && echoes.size() < wanted; i++) {
            if (!peers.get(i).wasEchoed()) {
                taken[i] = true;
                echoes.add(peers.get(i).echo(stampNanos));
            }
        }
        while (echoes.size() < wanted) {
            this.cursor = (this.cursor + 1) % total;
            if (!taken[this.cursor]) {
                taken[this.cursor] = true;
                echoes.add(peers.get(this.cursor).echo(stampNanos));
            }
        }
        return echoes;
    }
}
