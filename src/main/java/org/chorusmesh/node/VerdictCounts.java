package org.chorusmesh.node;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.chorusmesh.causality.Verdict;

/** Counts frames by verdict. */
final class VerdictCounts {

    private static final Verdict[] VERDICTS = Verdict.values();

    private final long[] counts = new long[VERDICTS.length];

    void add(Verdict verdict, long frames) {
        this.counts[verdict.ordinal()] += frames;
    }

    /** A copy that holds every verdict. */
    Map<Verdict, Long> toMap() {
        Map<Verdict, Long> map = new EnumMap<>(Verdict.class);
        for (Verdict verdict : VERDICTS) {
            map.put(verdict, this.counts[verdict.ordinal()]);
        }
        return Collections.unmodifiableMap(map);
    }
}
