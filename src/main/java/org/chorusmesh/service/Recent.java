package org.chorusmesh.service;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What one thread adds to at its end and takes from at its beginning, and others read without ever
 * holding it up: each change replaces the whole, which is cheap for a few changes a second.
 */
final class Recent<T> {

    private volatile Object[] items = {};

    /**
     * Adds an item.
     *
     * @param drop how many of the oldest go
     */
    void add(T item, int drop) {
        Object[] before = this.items;
        Object[] after = Arrays.copyOfRange(before, drop, before.length + 1);
        after[after.length - 1] = item;
        this.items = after;
    }

    /** Oldest first; never changes. */
    @SuppressWarnings("unchecked")
    List<T> list() {
        return Collections.unmodifiableList(Arrays.asList((T[]) this.items));
    }
}
