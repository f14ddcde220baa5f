package org.chorusmesh.peers;

import java.util.List;

/**
 * Selects the peers that a report answers: a fixed number in turn, those that were never answered
 * first. So every peer is answered several times a TTL, and reports stay short.
 */
final class EchoRota {

    private static final int LEAST = 8;

    private static final double ROUNDS_PER_TTL = 4;

    private int cursor;

    /**
     * The answers of one report.
     *
     * @param peers all peers
     * @param stampNanos stamp of the report
     * @param periodNanos gossip period of this node
     * @param periods number of gossip periods since its last report, ≥ 1
     * @param ttlNanos the TTL
     */
    List<Echo> next(
            List<Peer> peers, long stampNanos, long periodNanos, int periods, long ttlNanos) {
        int total = peers.size();
        int wanted = (int) Math.min(total, periods * perPeriod(total, periodNanos, ttlNanos));
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

    /**
     * The number of answers in a gossip period, whether it has one report or is part of a longer
     * time.
     */
    private static double perPeriod(int peers, long periodNanos, long ttlNanos) {
        return Math.max(LEAST, Math.ceil(ROUNDS_PER_TTL * peers * periodNanos / ttlNanos));
    }

    /** The number of gossip periods in which every peer is answered once, as far as periods go. */
    static int periodsToAnswerAll(int peers, long periodNanos, long ttlNanos) {
        return (int) Math.ceil(peers / perPeriod(peers, periodNanos, ttlNanos));
    }
}
