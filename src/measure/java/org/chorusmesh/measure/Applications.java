package org.chorusmesh.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Several applications of one mesh. */
final class Applications implements AutoCloseable {

    private static final int SETTLED_BEATS = 15;

    private final List<BeatApplication> all = new ArrayList<>();

    Applications(int count, Links links, String... more) throws IOException {
        for (int i = 0; i < count; i++) {
            this.all.add(
                    new BeatApplication(
                            "beat-" + i, BeatRuns.FIRST_PORT + i, links.ports(i), more));
        }
    }

    long lives() throws IOException {
        long lives = 0;
        for (BeatApplication each : this.all) {
            lives += each.lines("tally").size();
        }
        return lives;
    }

    int size() {
        return this.all.size();
    }

    BeatApplication get(int i) {
        return this.all.get(i);
    }

    long lastNumber() throws IOException {
        long last = 0;
        for (BeatApplication each : this.all) {
            for (long[] beat : each.lines("beat")) {
                last = Math.max(last, beat[0]);
            }
        }
        return last;
    }

    /** Waits until all have fired the same numbers for a while, and one acts alone for each. */
    void awaitOneNumber() throws IOException {
        Mesh.await(
                () -> {
                    Mesh.pause(500);
                    try {
                        Map<Long, List<long[]>> beats =
                                byNumber("beat", lastNumber() - SETTLED_BEATS);
                        long whole =
                                beats.values().stream()
                                        .filter((fired) -> fired.size() == this.all.size())
                                        .count();
                        return whole >= SETTLED_BEATS - 2
                                && byNumber("one", lastNumber() - 5).size() >= 4;
                    } catch (IOException ex) {
                        throw new UncheckedIOException(ex);
                    }
                },
                240);
    }

    /** Waits until one fires again. */
    void awaitAlive(int i) throws IOException {
        long number = lastNumber();
        Mesh.await(
                () -> {
                    Mesh.pause(100);
                    try {
                        return this.all.get(i).lines("beat").stream()
                                .anyMatch((beat) -> beat[0] > number + 1);
                    } catch (IOException ex) {
                        throw new UncheckedIOException(ex);
                    }
                },
                120);
    }

    Map<Long, List<long[]>> byNumber(String kind, long from) throws IOException {
        Map<Long, List<long[]>> byNumber = new TreeMap<>();
        for (BeatApplication each : this.all) {
            for (long[] line : each.lines(kind)) {
                if (line[0] > from) {
                    byNumber.computeIfAbsent(line[0], (n) -> new ArrayList<>()).add(line);
                }
            }
        }
        return byNumber;
    }

    @Override
    public void close() {
        this.all.forEach(BeatApplication::close);
    }
}
