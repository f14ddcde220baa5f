package org.chorusmesh.simulation.scenario;

import java.util.Arrays;
import java.util.Collection;
import org.chorusmesh.peers.Remedies;

/** The names of what {@link Remedies} can leave out. */
public enum Remedy {
    EXTRAPOLATES,
    ORDERS,
    FORGETS,
    COMPENSATES,
    DEMANDS_ANSWERS;

    /**
     * The remedy of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Remedy ofWord(String word) {
        return Arrays.stream(values())
                .filter((remedy) -> remedy.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no remedy " + word));
    }

    /** As it is written: lower case, dashes. */
    public String word() {
        return Kind.word(this);
    }

    /** All but some. */
    public static Remedies allBut(Collection<Remedy> out) {
        return new Remedies(
                !out.contains(EXTRAPOLATES),
                !out.contains(ORDERS),
                !out.contains(FORGETS),
                !out.contains(COMPENSATES),
                !out.contains(DEMANDS_ANSWERS));
    }
}
