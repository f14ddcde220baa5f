package org.chorusmesh.measure;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.chorusmesh.dynamics.Phases;

/** Some nodes, and what can be said of them together. */
final class Mesh implements AutoCloseable {

    final List<NodeProcess> nodes = new ArrayList<>();

    /** The phases of all at one instant. */
    record Sample(long nanos, List<Double> phases, List<NodeProcess.Reading> readings) {

        double spread() {
            double spread = 0;
            for (double a : this.phases) {
                for (double b : this.phases) {
                    spread = Math.max(spread, Math.abs(Phases.difference(a, b)));
                }
            }
            return spread;
        }

        boolean allHear(int others) {
            return this.readings.stream().allMatch((reading) -> reading.live() == others);
        }
    }

    Sample sample() {
        return sample(this.nodes);
    }

    static Sample sample(List<NodeProcess> nodes) {
        List<NodeProcess.Reading> readings = nodes.stream().map(NodeProcess::read).toList();
        long nanos = System.nanoTime();
        return new Sample(
                nanos, readings.stream().map((reading) -> reading.at(nanos)).toList(), readings);
    }

    /** Waits until each node counts all others; eleven processes start in about a minute. */
    Sample awaitAll() {
        return awaitSample((sample) -> sample.allHear(this.nodes.size() - 1), 240);
    }

    /** Waits until each node counts all others and all agree. */
    Sample awaitAgreement(double spread) {
        return awaitSample(
                (sample) -> sample.allHear(this.nodes.size() - 1) && sample.spread() < spread, 60);
    }

    Sample awaitSample(java.util.function.Predicate<Sample> condition, int seconds) {
        Sample[] last = new Sample[1];
        await(
                () -> {
                    last[0] = sample();
                    return condition.test(last[0]);
                },
                seconds);
        return last[0];
    }

    static void await(BooleanSupplier condition, int seconds) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (UncheckedIOException ex) {
                // Not up yet.
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Nothing came within " + seconds + " s");
            }
            pause(2);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.nodes.forEach(NodeProcess::close);
    }
}
