package org.chorusmesh.web;

/** How many clients there may be, of one stream or of several that share the places. */
final class StreamPlaces {

    private final int max;

    private int taken;

    /**
     * All free.
     *
     * @param max how many there are, ≥ 0
     */
    StreamPlaces(int max) {
        this.max = max;
    }

    int max() {
        return this.max;
    }

    /** Whether there was a place, which is taken now. */
    synchronized boolean take() {
        if (this.taken >= this.max) {
            return false;
        }
        this.taken++;
        return true;
    }

    synchronized void giveBack() {
        this.taken--;
    }
}
