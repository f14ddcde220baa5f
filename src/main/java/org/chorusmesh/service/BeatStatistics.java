package org.chorusmesh.service;

import org.chorusmesh.beat.FiredBeat;

/**
 * How many beats a node's steps have fired since the start.
 *
 * @param fired how many fired
 * @param missed how many numbers were let go between them: the node slept, or took over a greater
 *     number
 */
public record BeatStatistics(long fired, long missed) {

    static final BeatStatistics NONE = new BeatStatistics(0, 0);

    BeatStatistics and(FiredBeat beat) {
        return new BeatStatistics(this.fired + 1, this.missed + beat.missed());
    }
}
