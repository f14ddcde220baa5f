package org.chorusmesh.peers;

/**
 * The protections of a node against faults of the network. An experiment may leave out each of them
 * to show its effect. A node in service has {@linkplain #ALL all}; only the simulation creates
 * others.
 *
 * @param extrapolates the phase of a peer is extrapolated from its report; else it is held until
 *     the next
 * @param orders only causally newer reports are admitted; else all reports
 * @param forgets a silent peer fades and is evicted; else it keeps its weight
 * @param compensates the transit time of a report is part of its age; else it is not
 * @param demandsAnswers a peer has weight only while it answers; else as soon as it is heard
 */
public record Remedies(
        boolean extrapolates,
        boolean orders,
        boolean forgets,
        boolean compensates,
        boolean demandsAnswers) {

    /** All remedies. */
    public static final Remedies ALL = new Remedies(true, true, true, true, true);
}
