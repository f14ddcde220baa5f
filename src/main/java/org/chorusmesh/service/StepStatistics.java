package org.chorusmesh.service;

/**
 * How a node's steps have gone since its start.
 *
 * @param count steps taken, failed ones included
 * @param failed steps that ended in an exception
 * @param late steps that began more than one step after their time
 * @param durationTotalNanos time spent in steps
 * @param durationMaxNanos the longest step of the last one to two minutes
 * @param latenessTotalNanos time by which steps began after their time
 * @param latenessMaxNanos the greatest lateness of the last one to two minutes
 */
public record StepStatistics(
        long count,
        long failed,
        long late,
        long durationTotalNanos,
        long durationMaxNanos,
        long latenessTotalNanos,
        long latenessMaxNanos) {

    static final StepStatistics NONE = new StepStatistics(0, 0, 0, 0, 0, 0, 0);
}
