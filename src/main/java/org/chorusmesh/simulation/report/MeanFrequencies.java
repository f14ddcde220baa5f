package org.chorusmesh.simulation.report;

import org.chorusmesh.simulation.mesh.Trace;

/**
 * Frequencies averaged over the end of a run, rad/s of virtual time. What slips past the others
 * turns unevenly, and the turns between two instants tell its mean frequency to one turn over the
 * time between them only. Weights that rise and fall smoothly, e^{−1/(u(1−u))} at the share u of
 * the time, let the unevenness cancel itself: the error of what is periodic falls faster than any
 * power of the number of periods (Das, Saiki, Sander and Yorke, 2017).
 *
 * @param mean of all nodes that ran all the time; of meshes whose phases were not kept, the
 *     frequency of the mean phase
 * @param spread the greatest minus the least of the nodes' frequencies; NaN where phases were not
 *     kept
 */
record MeanFrequencies(double mean, double spread) {

    /**
     * Averages between two samples.
     *
     * @param natural mean of the natural frequencies, rad/s
     * @return NaN where there is nothing to average
     */
    static MeanFrequencies of(Trace trace, int from, int to, double natural) {
        if (!trace.isDetailed()) {
            double[] drift = trace.drift(natural);
            double away = average(trace, from, to, (s) -> drift[s]);
            return new MeanFrequencies(natural + away, Double.NaN);
        }
        double sum = 0;
        int count = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int node = 0; node < trace.nodes(); node++) {
            int index = node;
            double frequency = average(trace, from, to, (s) -> trace.phase(s, index));
            if (!Double.isNaN(frequency)) {
                sum += frequency;
                count++;
                least = Math.min(least, frequency);
                most = Math.max(most, frequency);
            }
        }
        return (count == 0)
                ? new MeanFrequencies(Double.NaN, Double.NaN)
                : new MeanFrequencies(sum / count, most - least);
    }

    private interface Phase {
        double at(int sample);
    }

    private static double average(Trace trace, int from, int to, Phase phase) {
        double begin = trace.time(from);
        double length = trace.time(to) - begin;
        double turned = 0;
        double passed = 0;
        for (int s = from; s < to; s++) {
            double u = ((trace.time(s) + trace.time(s + 1)) / 2 - begin) / length;
            double weight = StrictMath.exp(-1 / (u * (1 - u)));
            turned += weight * (phase.at(s + 1) - phase.at(s));
            passed += weight * (trace.time(s + 1) - trace.time(s));
        }
        return turned / passed;
    }
}
