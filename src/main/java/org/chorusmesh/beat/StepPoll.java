package org.chorusmesh.beat;

import java.util.Arrays;

/**
 * What a look at all peers with weight that take part in the beats has found. An accumulator, to be
 * cleared and filled again.
 */
public final class StepPoll {

    /** A peer this far ahead is followed only together with most. */
    private static final double DISPUTABLE_SECONDS = 30 * 86_400.0;

    private static final long LEAST_DISPUTABLE_BEATS = 1L << 20;

    private long[] leads = new long[16];
    private long[] besides = new long[16];
    private int inStep;
    private int beside;
    private int counted;
    private int distant;

    /** Empties it. */
    public void clear() {
        this.inStep = 0;
        this.beside = 0;
        this.counted = 0;
        this.distant = 0;
    }

    /**
     * Adds a peer that is not in step.
     *
     * @param near whether its round trip is short enough for its number to be exact
     */
    void add(boolean near) {
        this.counted++;
        this.distant += near ? 0 : 1;
    }

    /** Adds a peer that is in step, and ahead by so many beats. */
    void addInStep(long beats) {
        this.counted++;
        if (this.inStep == this.leads.length) {
            this.leads = Arrays.copyOf(this.leads, 2 * this.inStep);
        }
        this.leads[this.inStep++] = beats;
    }

    /** Says of a peer that was added that it is beside this node, and ahead by so many beats. */
    void addBeside(long beats) {
        if (this.beside == this.besides.length) {
            this.besides = Arrays.copyOf(this.besides, 2 * this.beside);
        }
        this.besides[this.beside++] = beats;
    }

    /**
     * Whether more than half, this node included, are beside it and of its number at present, in
     * step or not yet. Of any two nodes of a full mesh for which that holds some third is beside
     * both, so they are of one number, and less than a quarter of a turn apart.
     *
     * @param beats by how much this node is about to follow
     */
    public boolean isBesideMost(long beats) {
        int same = 1;
        for (int i = 0; i < this.beside; i++) {
            same += (this.besides[i] == beats) ? 1 : 0;
        }
        return 2 * same > 1 + this.counted;
    }

    /** How many have weight and take part in the beats. */
    public int counted() {
        return this.counted;
    }

    /** How many of them are in step. */
    public int inStep() {
        return this.inStep;
    }

    /** How many have a round trip that is too long for their number to be exact. */
    public int distant() {
        return this.distant;
    }

    /**
     * Whether more than half, this node included, are in step and of its number.
     *
     * @param beats by how much this node is about to follow
     */
    public boolean isMajorityOf(long beats) {
        return 2 * (1 + carriers(beats)) > 1 + this.counted;
    }

    private int carriers(long beats) {
        int carriers = 0;
        for (int i = 0; i < this.inStep; i++) {
            carriers += (this.leads[i] == beats) ? 1 : 0;
        }
        return carriers;
    }

    /**
     * By how much to follow: the greatest number in step that is not disputed.
     *
     * @param naturalFrequency ω of this node, rad/s
     * @return ≥ 0
     */
    public long lead(double naturalFrequency) {
        long most = 0;
        for (int i = 0; i < this.inStep; i++) {
            long beats = this.leads[i];
            if (beats > most && !isDisputed(beats, naturalFrequency)) {
                most = beats;
            }
        }
        return most;
    }

    /** How many in step have a number too far ahead to be followed. */
    public int disputed(double naturalFrequency) {
        int disputed = 0;
        for (int i = 0; i < this.inStep; i++) {
            disputed += isDisputed(this.leads[i], naturalFrequency) ? 1 : 0;
        }
        return disputed;
    }

    private boolean isDisputed(long beats, double naturalFrequency) {
        return isFarAhead(beats, naturalFrequency) && 2 * carriers(beats) <= 1 + this.inStep;
    }

    /**
     * Whether a number is so far ahead that it is followed only together with most: by more than
     * thirty days of beats, and 2^20.
     *
     * @param beats by how much it is ahead
     * @param naturalFrequency ω of this node, rad/s
     */
    public static boolean isFarAhead(long beats, double naturalFrequency) {
        double hertz = Math.abs(naturalFrequency) / (2 * Math.PI);
        return beats > Math.max(LEAST_DISPUTABLE_BEATS, (long) (DISPUTABLE_SECONDS * hertz));
    }
}
