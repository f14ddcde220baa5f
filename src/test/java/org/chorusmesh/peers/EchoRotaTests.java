package org.chorusmesh.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chorusmesh.causality.Boot;
import org.junit.jupiter.api.Test;

class EchoRotaTests {

    private static final long MILLI = 1_000_000L;

    private static List<Peer> peers(int from, int to) {
        List<Peer> peers = new ArrayList<>();
        PeerRows rows = new PeerRows(Remedies.ALL);
        for (int i = from; i < to; i++) {
            Report report =
                    new Report(
                            "n" + i,
                            new Boot(1, i),
                            0,
                            i,
                            50 * MILLI,
                            0,
                            0,
                            0,
                            false,
                            false,
                            List.of());
            rows.add();
            Peer peer = new Peer(report, 100 + i, 1, 0, rows, i - from, Remedies.ALL, null);
            peer.accept(report, 100 + i, 100 + i, 0, 0, new Observer(99, 0, 0, 0, 2000 * MILLI));
            peers.add(peer);
        }
        return peers;
    }

    private static List<Long> next(EchoRota rota, List<Peer> peers) {
        return rota.next(peers, 1000, 50 * MILLI, 1, 2000 * MILLI).stream()
                .map(Echo::bootBits)
                .toList();
    }

    @Test
    void aFewPeersAreAllAnsweredInEveryReport() {
        EchoRota rota = new EchoRota();
        assertThat(next(rota, peers(0, 8))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void anEchoSaysWhatWasHeardAndHowLongAgo() {
        Echo echo = new EchoRota().next(peers(3, 4), 1000, 50 * MILLI, 1, 2000 * MILLI).get(0);
        assertThat(echo).isEqualTo(new Echo(3, 3, 1000 - 103));
    }

    @Test
    void manyPeersAreAnsweredInTurnFourTimesATtl() {
        EchoRota rota = new EchoRota();
        List<Peer> peers = peers(0, 500);
        Map<Long, Integer> answers = new HashMap<>();
        // Two seconds of reports.
        for (int i = 0; i < 40; i++) {
            List<Long> echoes = next(rota, peers);
            assertThat(echoes).hasSize(50).doesNotHaveDuplicates();
            echoes.forEach((boot) -> answers.merge(boot, 1, Integer::sum));
        }
        assertThat(answers).hasSize(500);
        assertThat(answers.values()).allSatisfy((count) -> assertThat(count).isBetween(3, 5));
    }

    @Test
    void newPeersAreAnsweredFirst() {
        EchoRota rota = new EchoRota();
        List<Peer> peers = peers(0, 500);
        for (int i = 0; i < 13; i++) {
            next(rota, peers);
        }
        peers.addAll(peers(500, 520));
        Set<Long> echoes = new HashSet<>(next(rota, peers));
        for (long boot = 500; boot < 520; boot++) {
            assertThat(echoes).contains(boot);
        }
    }

    @Test
    void aReportThatComesLaterHasTheAnswersOfAllThePeriodsSince() {
        EchoRota rota = new EchoRota();
        assertThat(rota.next(peers(0, 100), 1000, 50 * MILLI, 3, 2000 * MILLI)).hasSize(30);
        assertThat(rota.next(peers(0, 20), 1000, 50 * MILLI, 8, 2000 * MILLI)).hasSize(20);
    }
}
