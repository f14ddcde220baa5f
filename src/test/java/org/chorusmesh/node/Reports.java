package org.chorusmesh.node;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.dynamics.ComplexOrder;
import org.chorusmesh.peers.Echo;
import org.chorusmesh.peers.Report;

/** Reports for tests, changed field by field. */
final class Reports {

    static final long MILLI = 1_000_000L;

    /** A plain one of node b: boot (1000, 5), Lamport time 100. */
    static final Reports B =
            new Reports(
                    new Report(
                            "b",
                            new Boot(1000, 5),
                            100,
                            0,
                            50 * MILLI,
                            1.0,
                            2 * Math.PI,
                            2 * Math.PI,
                            false,
                            false,
                            List.of()));

    private final Report report;

    private Reports(Report report) {
        this.report = report;
    }

    Report build() {
        return this.report;
    }

    Reports id(String id) {
        return new Reports(this.report.toBuilder().nodeId(id).build());
    }

    Reports boot(long incarnation, long bits) {
        return new Reports(this.report.toBuilder().boot(new Boot(incarnation, bits)).build());
    }

    Reports lamport(long lamport) {
        return new Reports(this.report.toBuilder().lamport(lamport).build());
    }

    Reports stamp(long stampNanos) {
        return new Reports(this.report.toBuilder().stampNanos(stampNanos).build());
    }

    Reports period(long periodNanos) {
        return new Reports(this.report.toBuilder().gossipPeriodNanos(periodNanos).build());
    }

    Reports phase(double phase) {
        return new Reports(this.report.toBuilder().phase(phase).build());
    }

    Reports rate(double rate) {
        return new Reports(this.report.toBuilder().rate(rate).build());
    }

    Reports naturalFrequency(double naturalFrequency) {
        return new Reports(this.report.toBuilder().naturalFrequency(naturalFrequency).build());
    }

    Reports joining() {
        return new Reports(this.report.toBuilder().joining(true).build());
    }

    Reports goodbye() {
        return new Reports(this.report.toBuilder().goodbye(true).build());
    }

    Reports echo(long bootBits, long stampNanos, long heldNanos) {
        return new Reports(
                this.report.toBuilder()
                        .echoes(List.of(new Echo(bootBits, stampNanos, heldNanos)))
                        .build());
    }

    Reports number(long number) {
        return beat(new BeatReport(number, true, List.of(), List.of()));
    }

    Reports beat(BeatReport beat) {
        return new Reports(this.report.toBuilder().beat(beat).build());
    }

    /** With an estimate of the order parameter. */
    Reports order(ComplexOrder order) {
        return new Reports(this.report.toBuilder().order(order).build());
    }
}
