package org.chorusmesh.peers;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Some echoes in one array, the boots of all before the rest of each: a node of a large mesh looks
 * through those of all its peers for its own boot, and objects that lie scattered would cost it
 * more than all else that it does.
 */
final class Echoes extends AbstractList<Echo> implements RandomAccess {

    private static final int FIELDS = 3;

    private final long[] values;
    private final int capacity;
    private int size;

    /**
     * None yet.
     *
     * @param capacity the most it can take
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
