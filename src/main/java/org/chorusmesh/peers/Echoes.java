package org.chorusmesh.peers;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Some echoes in one array: a node of a large mesh looks through those of all its peers for its own
 * boot, and objects that lie scattered would cost it more than all else that it does.
 */
final class Echoes extends AbstractList<Echo> implements RandomAccess {

    private static final int FIELDS = 3;

    private final long[] values;
    private int size;

    /**
     * None yet.
     *
     * @param capacity the most it can take
     */
    Echoes(int capacity) {
        this.values = new long[FIELDS * capacity];
    }

    @Override
    public boolean add(Echo echo) {
        int at = FIELDS * this.size++;
        this.values[at] = echo.bootBits();
        this.values[at + 1] = echo.stampNanos();
        this.values[at + 2] = echo.heldNanos();
        return true;
    }

    @Override
    public Echo get(int index) {
        int at = FIELDS * Objects.checkIndex(index, this.size);
        return new Echo(this.values[at], this.values[at + 1], this.values[at + 2]);
    }

    @Override
    public int size() {
        return this.size;
    }
}
