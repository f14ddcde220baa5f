package org.chorusmesh.peers;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Echoes in one array, with all boots before the other values. A node of a large mesh searches the
 * echoes of all its peers for its own boot, and scattered objects would cost more than the rest of
 * its step.
 */
final class Echoes extends AbstractList<Echo> implements RandomAccess {

    private static final int FIELDS = 3;

    private final long[] values;
    private final int capacity;
    private int size;

    /**
     * @param capacity largest number of echoes
     */
    Echoes(int capacity) {
        this.values = new long[FIELDS * capacity];
        this.capacity = capacity;
    }

    @Override
    public boolean add(Echo echo) {
        this.values[this.size] = echo.bootBits();
        int at = rest(this.size++);
        this.values[at] = echo.stampNanos();
        this.values[at + 1] = echo.heldNanos();
        return true;
    }

    private int rest(int index) {
        return this.capacity + 2 * index;
    }

    @Override
    public Echo get(int index) {
        int at = rest(Objects.checkIndex(index, this.size));
        return new Echo(this.values[index], this.values[at], this.values[at + 1]);
    }

    @Override
    public int size() {
        return this.size;
    }
}
