package org.chorusmesh.peers;

/**
 * What this project does about the troubles of a network, each of which an experiment may leave out
 * to show what it is for. A node that is in service has them {@linkplain #ALL all}; only the
 * simulation makes others.
 *
 * @param extrapolates a peer's phase is carried on from its report; else it is held until the next
 * @param orders only what is causally newer is admitted; else whatever comes last
 * @param forgets a silent peer fades and is evicted; else it keeps its weight for ever
 * @param compensates the time that a report was under way counts into its age; else it does not
 * @param demandsAnswers a peer has weight only while it answers; else as soon as it is heard
 */
public record Remedies(
        boolean extrapolates,
        boolean orders,
        boolean forgets,
        boolean compensates,
        boolean demandsAnswers) {

    /** Every one. */
    public static final Remedies ALL = new Remedies(true, true, true, true, true);
}
