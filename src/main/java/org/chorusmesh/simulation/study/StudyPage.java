package org.chorusmesh.simulation.study;

import java.util.List;
import java.util.Locale;

/** The page of the study. */
final class StudyPage {

    private static final String BEFORE =
            """
            # How well a mesh keeps together as it grows and as reports are lost

            *Made by `java -Xmx12g -XX:+UseSerialGC -jar chorus-exec.jar study --max-nodes %d --out docs`; the seed is 1, so that the same command gives the same
            numbers, but for the last column.*

            **Who it is for.** Someone who wonders whether a mesh of their size, on a network that loses some of what it is given,
            will be in step, and how soon.

            **What was run.** The node of this project, unchanged, under virtual time: natural frequencies at the quantiles of a normal
            distribution about 1 Hz with a deviation of 0.5 rad/s, K = 2.5 rad/s, step and gossip period 100 ms, TTL 2 s, 2 ms of
            delay, random initial phases, 15 s. Full meshes up to 1000 nodes; beyond, everyone has sixteen neighbours at random. Each
            report is lost on each link with the probability given, independently.

            **How to read it.** *r* is the order parameter averaged over the last third (1: all in step; random phases give
            about 1/√N), with its deviation there. *exact* is r of the plain equations by Runge and Kutta from the same phases on the same
            graph and frequencies: no network, no reports. *against no loss* compares with the same mesh at 0 %. *Settled* is
            when r came to stay within 0.01 of its last value; a dash if it did not in the first two thirds. *held* is
            the remedy taken out: a peer's phase is held until its next report instead of carried on.

            """;

    private static final String AFTER =
            """

            ![Order over size](study-order.png)

            ![Settle time over size](study-settle.png)

            **What is not claimed.** Loss of single reports is a model. The gossip runs over TCP, which does not lose single reports but
            stalls and then brings them in a burst; scenarios with `stall` show that. The frequencies are those of no real machine: quartz
            differs by tens of parts per million, which leaves r at 1 for any practical purpose. A random graph of
            sixteen neighbours has been given here, not found by the nodes. Small meshes have a final r that depends on few
            frequencies and says nothing about large ones.
            """;

    private StudyPage() {}

    static String of(List<StudyCase> cases, int maxNodes) {
        StringBuilder page = new StringBuilder(BEFORE.replace("%d", Integer.toString(maxNodes)));
        page.append(
                "| N | loss | r | ± | exact | against exact | against no loss | settled (s) | r,"
                        + " held | CPU (s) |\n");
        page.append("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        double lossless = Double.NaN;
        for (StudyCase c : cases) {
            if (!c.without().isEmpty()) {
                continue;
            }
            if (c.loss() == 0) {
                lossless = c.r();
            }
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %d | %.0f %% | %.4f | %.4f | %.4f | %s | %s | %s | %s | %.1f |%n",
                            c.nodes(),
                            100 * c.loss(),
                            c.r(),
                            c.deviation(),
                            c.exactR(),
                            percent(c.r() / c.exactR() - 1),
                            percent(c.r() / lossless - 1),
                            number(c.settleSeconds()),
                            held(cases, c),
                            c.cpuSeconds()));
        }
        return page.append(AFTER).toString();
    }

    /** A number, or a dash where there is none. */
    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "–";
    }

    private static String percent(double value) {
        // Rounded here, as a format would write a minus before what it rounds to zero.
        return String.format(Locale.ROOT, "%+.2f %%", Math.rint(1e4 * value) / 100 + 0.0);
    }

    private static String held(List<StudyCase> cases, StudyCase like) {
        return cases.stream()
                .filter(
                        (c) ->
                                c.nodes() == like.nodes()
                                        && c.loss() == like.loss()
                                        && !c.without().isEmpty())
                .map((c) -> String.format(Locale.ROOT, "%.4f", c.r()))
                .findFirst()
                .orElse("");
    }
}
