package org.chorusmesh.simulation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code run.html} holds of runs, as JSON. Columns of one record have the same length. What is
 * undefined is null.
 *
 * @param title of the page
 * @param about what the runs show
 * @param verdict what came of the first run, one sentence
 * @param isSound whether that is what must be
 * @param notes more sentences
 * @param seconds their length
 * @param meanOmega mean of the natural frequencies, rad/s
 * @param ids of the nodes
 * @param jobs names of the jobs that nodes do by the beat
 * @param samples how many samples a run has in its trace
 * @param runs the run as built first
 */
record RunData(
        String title,
        String about,
        String verdict,
        boolean isSound,
        List<String> notes,
        double seconds,
        double meanOmega,
        List<String> ids,
        List<String> jobs,
        int samples,
        List<Played> runs) {

    /**
     * One run.
     *
     * @param name of the run
     * @param outcome its result; null of a journal
     * @param curve order and spread
     * @param frames the phases
     * @param firings who fired when
     * @param acts who acted when
     * @param events of the scenario, and breaches, by time
     */
    record Played(
            String name,
            @Nullable Outcome outcome,
            Curves curve,
            Frames frames,
            Firings firings,
            Acts acts,
            List<Mark> events) {}

    /**
     * The result of a run.
     *
     * @param meaning what the run leaves out, in plain words; empty of a run as built
     * @param leastR least order parameter from the first event on
     * @param finalR order parameter at the end
     * @param moved what each event moved the other nodes by
     * @param invariants which held, and why some were not checked
     * @param isSound whether none was broken
     */
    record Outcome(
            String meaning,
            @Nullable Double leastR,
            @Nullable Double finalR,
            List<Moved> moved,
            String invariants,
            boolean isSound) {}

    /**
     * What an event did to the nodes that it did not hit.
     *
     * @param kind of the event
     * @param seconds when it began
     * @param radians the largest displacement until the next event
     */
    record Moved(String kind, double seconds, @Nullable Double radians) {}

    /**
     * Order and spread. Where samples are left out, each value is the worst of those that it stands
     * for: the least order, the greatest spread, the fewest nodes.
     *
     * @param seconds from the start
     * @param r order parameter
     * @param spread arc that holds all phases, radians
     * @param running how many nodes ran
     */
    record Curves(
            List<Double> seconds,
            List<@Nullable Double> r,
            List<@Nullable Double> spread,
            List<Integer> running) {}

    /**
     * Phases at some instants.
     *
     * @param seconds from the start
     * @param mean the mean phase, radians, whole turns counted
     * @param phases of each node: relative to the mean, in 10⁻⁴ rad, from −31416 to 31416; null
     *     while it does not run. Empty above 1000 nodes
     */
    record Frames(
            List<Double> seconds,
            List<@Nullable Double> mean,
            List<List<@Nullable Integer>> phases) {}

    /**
     * Beats fired.
     *
     * @param node whose
     * @param number which beat
     * @param micros from the start
     * @param isCut whether there were more
     */
    record Firings(List<Integer> node, List<Long> number, List<Long> micros, boolean isCut) {}

    /**
     * Acts and turns.
     *
     * @param job which of the jobs
     * @param node whose
     * @param number the beat of an act, the first beat of the cycle of a turn
     * @param slot of a turn; −1 of an act
     * @param of how many slots the cycle has; 0 of an act
     * @param from begin, microseconds from the start
     * @param to end; the same for an act
     * @param isCut whether there were more
     */
    record Acts(
            List<Integer> job,
            List<Integer> node,
            List<Long> number,
            List<Integer> slot,
            List<Integer> of,
            List<Long> from,
            List<Long> to,
            boolean isCut) {}

    /**
     * Something that happened.
     *
     * @param micros when, from the start
     * @param untilMicros when it was over; the same for what has no length
     * @param kind of the event in the scenario, or {@code breach}
     * @param nodes whom it hit; empty for the mesh
     * @param text as a sentence
     */
    record Mark(long micros, long untilMicros, String kind, List<Integer> nodes, String text) {}
}
