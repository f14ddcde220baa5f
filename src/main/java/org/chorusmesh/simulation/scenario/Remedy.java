package org.chorusmesh.simulation.scenario;

import java.util.Arrays;
import java.util.Collection;
import org.chorusmesh.peers.Remedies;

/** The protections of a node that a scenario can leave out, see {@link Remedies}. */
public enum Remedy {
    EXTRAPOLATES,
    ORDERS,
    FORGETS,
    COMPENSATES,
    DEMANDS_ANSWERS;

    /**
     * The remedy with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Remedy ofWord(String word) {
        return Arrays.stream(values())
                .filter((remedy) -> remedy.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown remedy " + word));
    }

    /** Its written form: lower case with dashes. */
    public String word() {
        return Kind.word(this);
    }

    /** All remedies except some. */
    public static Remedies allBut(Collection<Remedy> out) {
        return new Remedies(
                !out.contains(EXTRAPOLATES),
                !out.contains(ORDERS),
                !out.contains(FORGETS),
                !out.contains(COMPENSATES),
                !out.contains(DEMANDS_ANSWERS));
    }
}
