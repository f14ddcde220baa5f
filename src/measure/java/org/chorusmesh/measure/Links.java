package org.chorusmesh.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** The ports at which each of some applications dials the others, directly or through relays. */
final class Links implements AutoCloseable {

    private static final int FIRST_RELAY_PORT = BeatRuns.FIRST_PORT + 100;

    private final int count;
    private final BiPredicate<Integer, Integer> direct;
    private final List<Relay> relays = new ArrayList<>();

    private Links(int count, BiPredicate<Integer, Integer> direct) {
        this.count = count;
        this.direct = direct;
    }

    /** No relays. */
    static Links direct(int count) {
        return new Links(count, (from, to) -> true);
    }

    /** Everything is late, by a uniform time within a spread of the mean, ms. */
    static Links late(int count, double meanMillis, double spreadMillis) throws IOException {
        return new Links(count, Integer::equals).relayed(meanMillis, spreadMillis);
    }

    /** The first {@code side} of them and the others can be cut from each other. */
    static Links cuttable(int count, int side) throws IOException {
        return new Links(count, (from, to) -> (from < side) == (to < side)).relayed(0, 0);
    }

    private Links relayed(double meanMillis, double spreadMillis) throws IOException {
        for (int i = 0; i < this.count; i++) {
            this.relays.add(
                    new Relay(
                            FIRST_RELAY_PORT + i,
                            BeatRuns.FIRST_PORT + i,
                            meanMillis,
                            spreadMillis));
        }
        return this;
    }

    /** Where one dials all. */
    List<Integer> ports(int from) {
        List<Integer> ports = new ArrayList<>();
        for (int to = 0; to < this.count; to++) {
            boolean own = this.direct.test(from, to);
            ports.add((own ? BeatRuns.FIRST_PORT : FIRST_RELAY_PORT) + to);
        }
        return ports;
    }

    /** Whether nothing passes the relays. */
    void cut(boolean now) {
        this.relays.forEach((relay) -> relay.cut(now));
    }

    @Override
    public void close() {
        this.relays.forEach(Relay::close);
    }
}
