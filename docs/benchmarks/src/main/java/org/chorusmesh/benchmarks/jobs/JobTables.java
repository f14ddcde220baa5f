package org.chorusmesh.benchmarks.jobs;

import java.util.List;
import java.util.Locale;
import org.chorusmesh.benchmarks.harness.MarkdownTable;
import org.chorusmesh.benchmarks.harness.Samples;
import org.chorusmesh.benchmarks.harness.Traffic;

/** The tables of this part. */
final class JobTables {

    private final MarkdownTable slots =
            new MarkdownTable(
                    "one of five acts each second",
                    "through",
                    "seconds",
                    "none",
                    "two",
                    "overlaps",
                    "longest gap, s",
                    "late by, ms (p50 / p99)");

    private final MarkdownTable costs =
            new MarkdownTable(
                    "at rest",
                    "packets a replica a second",
                    "bytes a replica a second",
                    "CPU of a replica, % of a core",
                    "server: packets a second",
                    "server: bytes a second",
                    "server: CPU, % of a core");

    private final MarkdownTable turns =
            new MarkdownTable(
                    "five turns a cycle of five seconds",
                    "through",
                    "cycles",
                    "turns due",
                    "not taken",
                    "overlaps",
                    "of these with a stopped process");

    void slots(Contender contender, String through, List<Tally> tallies) {
        Tally all = Tally.sum(tallies);
        Samples gaps = new Samples();
        tallies.forEach((tally) -> gaps.add(tally.gapNanos() / 1e9));
        Samples lateness = new Samples();
        all.latenessNanos().forEach((nanos) -> lateness.add(nanos / 1e6));
        this.slots.row(
                contender.title(),
                through,
                all.slots(),
                all.none(),
                all.twice(),
                all.overlaps(),
                gaps.medianAndRange(1),
                lateness.medianAndTail(1));
    }

    void costs(
            Contender contender,
            double replicaSeconds,
            long packets,
            long bytes,
            double cpuSeconds,
            Traffic serverTraffic,
            double seconds,
            double serverCpuSeconds) {
        boolean served = serverTraffic.packets() > 0;
        this.costs.row(
                contender.title(),
                number(packets / replicaSeconds),
                number(bytes / replicaSeconds),
                number(100 * cpuSeconds / replicaSeconds),
                served ? number(serverTraffic.packets() / seconds) : "none",
                served ? number(serverTraffic.bytes() / seconds) : "none",
                served ? number(100 * serverCpuSeconds / seconds) : "none");
    }

    void turns(Contender contender, String through, Turns turns) {
        this.turns.row(
                "`" + contender.name() + "`",
                through,
                turns.cycles(),
                turns.due(),
                turns.none(),
                turns.overlaps(),
                turns.overlapsWithStopped());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, (value < 10) ? "%.2f" : "%.0f", value);
    }

    String slots() {
        return this.slots.toString();
    }

    String turns() {
        return this.turns.toString();
    }

    String costs() {
        return this.costs.toString();
    }
}
