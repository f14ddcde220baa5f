package org.chorusmesh.service;

import java.util.List;

/** Ids in a sentence, which stays short in a mesh of a thousand nodes. */
final class NamedIds {

    private static final int NAMED = 3;

    private NamedIds() {}

    /** Up to three of them by name: "a, b and c", or "a, b, c and 4 more". */
    static String of(List<String> ids) {
        if (ids.size() <= 1) {
            return String.join("", ids);
        }
        int more = ids.size() - NAMED;
        if (more > 0) {
            return String.join(", ", ids.subList(0, NAMED)) + " and " + more + " more";
        }
        int last = ids.size() - 1;
        return String.join(", ", ids.subList(0, last)) + " and " + ids.get(last);
    }
}
