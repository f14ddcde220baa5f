package org.chorusmesh.beat;

import java.util.Arrays;

/**
 * Collects the results of a look at all peers that have weight and take part in the beats. It is
 * cleared and filled again at each look.
 */
public final class StepPoll {

    /**
     * The lead from which a number is disputed: it is followed only if more than half of those in
     * step have it.
     */
    private static final double DISPUTABLE_SECONDS = 30 * 86_400.0;

    private static final long LEAST_DISPUTABLE_BEATS = 1L << 20;

    private long[] leads = new long[16];
    private long[] besides = new long[16];
    private int inStep;
    private int beside;
    private int counted;
    private int distant;
    private int lost;
    private int lostBeside;

    /** Removes all results. */
    public void clear() {
        this.inStep = 0;
        this.beside = 0;
        this.counted = 0;
        this.distant = 0;
        this.lost = 0;
        this.lostBeside = 0;
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

    /**
     * Adds a peer that is in step.
     *
     * @param beats by how much it is ahead
     */
    void addInStep(long beats) {
        this.counted++;
        if (this.inStep == this.leads.length) {
            this.leads = Arrays.copyOf(this.leads, 2 * this.inStep);
        }
        this.leads[this.inStep++] = beats;
    }

    /**
     * Records that a peer that was added is beside this node.
     *
     * @param beats by how much it is ahead
     */
    void addBeside(long beats) {
        if (this.beside == this.besides.length) {
            this.besides = Arrays.copyOf(this.besides, 2 * this.beside);
        }
        this.besides[this.beside++] = beats;
    }

    /**
     * Adds a peer that has lost its weight and was beside this node until then.
     *
     * @param beside whether, if it went on, it still is, with the same number
     */
    void addLost(boolean beside) {
        this.lost++;
        this.lostBeside += beside ? 1 : 0;
    }

    /**
     * Whether more than half, this node included, are beside it and have its number, in step or not
     * yet. While no peer has weight, those that have lost it are asked, so that a node that moves
     * apart from its mesh while it sleeps or is cut off does not go on as if it were in step. If
     * this holds for two nodes of a full mesh, a third one is beside both. So both have the same
     * number and are less than a quarter of a turn apart.
     *
     * @param beats by how much the number of this node is about to jump
     */
    public boolean isBesideMost(long beats) {
        if (this.counted == 0) {
            return 2 * (1 + this.lostBeside) > 1 + this.lost;
        }
        int same = 1;
        for (int i = 0; i < this.beside; i++) {
            same += (this.besides[i] == beats) ? 1 : 0;
        }
        return 2 * same > 1 + this.counted;
    }

    /** Number of peers that have weight and take part in the beats. */
    public int counted() {
        return this.counted;
    }

    /** Number of these that are in step. */
    public int inStep() {
        return this.inStep;
    }

    /** Number of these whose round trip is too long for an exact number. */
    public int distant() {
        return this.distant;
    }

    /**
     * Whether more than half, this node included, are in step and have its number.
     *
     * @param beats by how much the number of this node is about to jump
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
     * By how much to raise the number: to the greatest in step that is not disputed.
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

    /** Number of peers in step whose number is too far ahead to be followed. */
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
     * Whether a number is so far ahead that it is followed only if most have it: by more than
     * thirty days of beats and by more than 2^20.
     *
     * @param beats by how much it is ahead
     * @param naturalFrequency ω of this node, rad/s
     */
    public static boolean isFarAhead(long beats, double naturalFrequency) {
        double hertz = Math.abs(naturalFrequency) / (2 * Math.PI);
        return beats > Math.max(LEAST_DISPUTABLE_BEATS, (long) (DISPUTABLE_SECONDS * hertz));
    }
}
