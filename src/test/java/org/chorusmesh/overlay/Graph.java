package org.chorusmesh.overlay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The links that addresses make, for tests. */
final class Graph {

    private final List<String> names;
    private final Map<String, Set<String>> links = new HashMap<>();

    Graph(List<String> names, Function<String, Set<String>> neighbours) {
        this.names = List.copyOf(names);
        names.forEach((name) -> this.links.put(name, neighbours.apply(name)));
    }

    /** Addresses as a subnet gives them. */
    static List<String> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj((i) -> "10.%d.%d.%d:5690".formatted(i >> 16, (i >> 8) & 255, i & 255))
                .toList();
    }

    boolean isSymmetric() {
        return this.links.entrySet().stream()
                .allMatch(
                        (entry) ->
                                entry.getValue().stream()
                                        .allMatch(
                                                (to) ->
                                                        this.links
                                                                .get(to)
                                                                .contains(entry.getKey())));
    }

    int leastDegree() {
        return this.links.values().stream().mapToInt(Set::size).min().orElseThrow();
    }

    double meanDegree() {
        return this.links.values().stream().mapToInt(Set::size).average().orElseThrow();
    }

    /** Every link, as its two ends in order. */
    Set<List<String>> links() {
        Set<List<String>> all = new HashSet<>();
        this.links.forEach(
                (from, tos) ->
                        tos.forEach(
                                (to) ->
                                        all.add(
                                                (from.compareTo(to) < 0)
                                                        ? List.of(from, to)
                                                        : List.of(to, from))));
        return all;
    }

    /** Whether the names that remain without the lost ones reach each other. */
    boolean isConnectedWithout(Set<String> lost) {
        Set<String> reached = new HashSet<>();
        Deque<String> edge = new ArrayDeque<>();
        String first =
                this.names.stream()
                        .filter((name) -> !lost.contains(name))
                        .findFirst()
                        .orElseThrow();
        edge.add(first);
        reached.add(first);
        while (!edge.isEmpty()) {
            for (String to : this.links.get(edge.remove())) {
                if (!lost.contains(to) && reached.add(to)) {
                    edge.add(to);
                }
            }
        }
        return reached.size() == this.names.size() - lost.size();
    }

    /** The second smallest eigenvalue of the Laplacian, from above, by power iteration. */
    double secondEigenvalue(int rounds) {
        int n = this.names.size();
        Map<String, Integer> index = new HashMap<>();
        this.names.forEach((name) -> index.put(name, index.size()));
        List<int[]> rows = new ArrayList<>();
        for (String name : this.names) {
            rows.add(this.links.get(name).stream().mapToInt(index::get).toArray());
        }
        double shift = 2.0 * rows.stream().mapToInt((row) -> row.length).max().orElseThrow();
        double[] vector = new Random(1).doubles(n, -1, 1).toArray();
        double quotient = 0;
        for (int round = 0; round < rounds; round++) {
            normalize(vector);
            double[] image = new double[n];
            quotient = 0;
            for (int i = 0; i < n; i++) {
                double laplacian = rows.get(i).length * vector[i];
                for (int j : rows.get(i)) {
                    laplacian -= vector[j];
                }
                quotient += vector[i] * laplacian;
                image[i] = shift * vector[i] - laplacian;
            }
            vector = image;
        }
        return quotient;
    }

    /** Takes the mean out, which is the first eigenvector, and makes the length 1. */
    private static void normalize(double[] vector) {
        double mean =
                IntStream.range(0, vector.length)
                        .mapToDouble((i) -> vector[i])
                        .average()
                        .orElseThrow();
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= mean;
            square += vector[i] * vector[i];
        }
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }
}
