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

    private static Reports of(
            Report r,
            String id,
            Boot boot,
            long lamport,
            long stamp,
            long period,
            double phase,
            double rate) {
        return new Reports(
                new Report(
                        id,
                        boot,
                        lamport,
                        stamp,
                        period,
                        phase,
                        rate,
                        r.naturalFrequency(),
                        r.joining(),
                        r.goodbye(),
                        r.echoes()));
    }

    Reports number(long number) {
        Report r = this.report;
        return new Reports(
                new Report(
                        r.nodeId(),
                        r.boot(),
                        r.lamport(),
                        r.stampNanos(),
                        r.gossipPeriodNanos(),
                        r.phase(),
                        r.rate(),
                        r.naturalFrequency(),
                        r.joining(),
                        r.goodbye(),
                        r.echoes(),
                        null,
                        new BeatReport(number, true, List.of(), List.of())));
    }

    Reports id(String id) {
        Report r = this.report;
        return of(
                r,
                id,
                r.boot(),
                r.lamport(),
                r.stampNanos(),
                r.gossipPeriodNanos(),
                r.phase(),
                r.rate());
    }

    Reports boot(long incarnation, long bits) {
        Report r = this.report;
        Boot boot = new Boot(incarnation, bits);
        return of(
                r,
                r.nodeId(),
                boot,
                r.lamport(),
                r.stampNanos(),
                r.gossipPeriodNanos(),
                r.phase(),
                r.rate());
    }

    Reports lamport(long lamport) {
        Report r = this.report;
        return of(
                r,
                r.nodeId(),
                r.boot(),
                lamport,
                r.stampNanos(),
                r.gossipPeriodNanos(),
                r.phase(),
                r.rate());
    }

    Reports stamp(long stampNanos) {
        Report r = this.report;
        return of(
                r,
                r.nodeId(),
                r.boot(),
                r.lamport(),
                stampNanos,
                r.gossipPeriodNanos(),
                r.phase(),
                r.rate());
    }

    Reports period(long periodNanos) {
        Report r = this.report;
        return of(
                r,
                r.nodeId(),
                r.boot(),
                r.lamport(),
                r.stampNanos(),
                periodNanos,
                r.phase(),
                r.rate());
    }

    Reports phase(double phase) {
        Report r = this.report;
        return of(
                r,
                r.nodeId(),
                r.boot(),
                r.lamport(),
                r.stampNanos(),
                r.gossipPeriodNanos(),
                phase,
                r.rate());
    }

    Reports rate(double rate) {
        Report r = this.report;
        return of(
                r,
                r.nodeId(),
                r.boot(),
                r.lamport(),
                r.stampNanos(),
                r.gossipPeriodNanos(),
                r.phase(),
                rate);
    }

    Reports naturalFrequency(double naturalFrequency) {
        Report r = this.report;
        return with(naturalFrequency, r.joining(), r.goodbye(), r.echoes());
    }

    Reports joining() {
        Report r = this.report;
        return with(r.naturalFrequency(), true, r.goodbye(), r.echoes());
    }

    Reports goodbye() {
        Report r = this.report;
        return with(r.naturalFrequency(), r.joining(), true, r.echoes());
    }

    Reports echo(long bootBits, long stampNanos, long heldNanos) {
        Report r = this.report;
        return with(
                r.naturalFrequency(),
                r.joining(),
                r.goodbye(),
                List.of(new Echo(bootBits, stampNanos, heldNanos)));
    }

    Reports beat(BeatReport beat) {
        Report r = this.report;
        return new Reports(
                new Report(
                        r.nodeId(),
                        r.boot(),
                        r.lamport(),
                        r.stampNanos(),
                        r.gossipPeriodNanos(),
                        r.phase(),
                        r.rate(),
                        r.naturalFrequency(),
                        r.joining(),
                        r.goodbye(),
                        r.echoes(),
                        null,
                        beat));
    }

    /** With an estimate of the order parameter. */
    Reports order(ComplexOrder order) {
        Report r = this.report;
        return new Reports(
                new Report(
                        r.nodeId(),
                        r.boot(),
                        r.lamport(),
                        r.stampNanos(),
                        r.gossipPeriodNanos(),
                        r.phase(),
                        r.rate(),
                        r.naturalFrequency(),
                        r.joining(),
                        r.goodbye(),
                        r.echoes(),
                        r.meshSettings(),
                        r.beat(),
                        order,
                        r.longestPeriodNanos()));
    }

    private Reports with(
            double naturalFrequency, boolean joining, boolean goodbye, List<Echo> echoes) {
        Report r = this.report;
        return new Reports(
                new Report(
                        r.nodeId(),
                        r.boot(),
                        r.lamport(),
                        r.stampNanos(),
                        r.gossipPeriodNanos(),
                        r.phase(),
                        r.rate(),
                        naturalFrequency,
                        joining,
                        goodbye,
                        echoes));
    }
}
