package org.chorusmesh.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;

/**
 * An ensemble of nodes that hand each other their reports without any delay: every table is filled
 * at the start, every step is a gossip period.
 */
final class InMemoryMesh {

    private final List<Node> nodes = new ArrayList<>();
    private final Deque<List<Report>> inFlight = new ArrayDeque<>();
    private final long stepNanos;
    private final long hiddenDelayNanos;
    private long nowNanos;

    InMemoryMesh(
            double[] omega, double[] theta0, double coupling, double noise, double stepSeconds) {
        this(omega, theta0, coupling, noise, stepSeconds, 0);
    }

    /**
     * With a delay that the nodes cannot see: reports arrive some steps late, with stamps that are
     * late by as much.
     */
    InMemoryMesh(
            double[] omega,
            double[] theta0,
            double coupling,
            double noise,
            double stepSeconds,
            int delaySteps) {
        this.stepNanos = Math.round(stepSeconds * 1e9);
        this.hiddenDelayNanos = delaySteps * this.stepNanos;
        // One TTL must hold five periods.
        long ttlNanos = Math.max(2_000_000_000L, 5 * this.stepNanos);
        int n = omega.length;
        double[] rates = initialRates(omega, theta0, coupling);
        List<Report> first = new ArrayList<>();
        List<Echo> echoes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            echoes.add(new Echo(boot(i).bits(), 0, 0));
        }
        for (int i = 0; i < n; i++) {
            Settings settings =
                    Settings.defaults()
                            .with(Setting.COUPLING, coupling)
                            .with(Setting.FREQUENCY, omega[i] / (2 * Math.PI))
                            .with(Setting.NOISE, noise)
                            .with(Setting.STEP, this.stepNanos)
                            .with(Setting.GOSSIP_PERIOD, this.stepNanos)
                            .with(Setting.TTL, ttlNanos);
            this.nodes.add(
                    new Node(
                            new NodeConfiguration(
                                    new NodeIdentity("theory", "n" + i, boot(i)),
                                    settings,
                                    JoinMode.FREE,
                                    theta0[i],
                                    2000,
                                    false,
                                    0,
                                    0,
                                    null),
                            new SplittableRandom(i),
                            0));
            first.add(
                    new Report(
                            "n" + i,
                            boot(i),
                            0,
                            0,
                            this.stepNanos,
                            theta0[i],
                            rates[i],
                            omega[i],
                            false,
                            false,
                            echoes));
        }
        for (int i = 0; i < delaySteps; i++) {
            this.inFlight.add(List.of());
        }
        this.inFlight.addFirst(first);
        exchange();
    }

    private static double[] initialRates(double[] omega, double[] theta, double coupling) {
        double[] rates = new double[omega.length];
        for (int i = 0; i < omega.length; i++) {
            double sum = 0;
            for (double other : theta) {
                sum += Math.sin(other - theta[i]);
            }
            rates[i] = omega[i] + coupling / omega.length * sum;
        }
        return rates;
    }

    private static Boot boot(int i) {
        return new Boot(1, 1000 + i);
    }

    private void exchange() {
        List<Report> drained = this.inFlight.remove();
        List<Report> written = new ArrayList<>();
        for (int i = 0; i < this.nodes.size(); i++) {
            List<Arrival> arrivals = new ArrayList<>(drained.size());
            for (int j = 0; j < drained.size(); j++) {
                if (j != i) {
                    arrivals.add(new Arrival(drained.get(j), drained.get(j).stampNanos()));
                }
            }
            Report report =
                    this.nodes.get(i).step(this.nowNanos, Inbound.of(arrivals), List.of()).report();
            if (report == null) {
                throw new IllegalStateException("Every step is a gossip period");
            }
            written.add(late(report));
        }
        this.inFlight.add(written);
    }

    private Report late(Report report) {
        List<Echo> echoes =
                report.echoes().stream()
                        .map(
                                (echo) ->
                                        new Echo(
                                                echo.bootBits(),
                                                echo.stampNanos(),
                                                echo.heldNanos() + this.hiddenDelayNanos))
                        .toList();
        return report.toBuilder()
                .stampNanos(report.stampNanos() + this.hiddenDelayNanos)
                .echoes(echoes)
                .build();
    }

    void runUntil(double seconds) {
        while (this.nowNanos + this.stepNanos <= Math.round(seconds * 1e9)) {
            this.nowNanos += this.stepNanos;
            exchange();
        }
    }

    double[] phases() {
        return this.nodes.stream().mapToDouble((node) -> node.snapshot().phase()).toArray();
    }

    double r() {
        double real = 0;
        double imaginary = 0;
        for (double phase : phases()) {
            real += Math.cos(phase);
            imaginary += Math.sin(phase);
        }
        return Math.hypot(real, imaginary) / this.nodes.size();
    }

    List<NodeSnapshot> snapshots() {
        return this.nodes.stream().map(Node::snapshot).toList();
    }
}
