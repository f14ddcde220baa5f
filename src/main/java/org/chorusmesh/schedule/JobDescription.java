package org.chorusmesh.schedule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The description of a job.
 *
 * @param name name in metrics, health and logs
 * @param kind whether it runs on beats or in turns
 * @param every its period in beats
 * @param offset beat of the period on which it is due, 0 … every − 1; 0 for turns
 * @param by who acts on a beat; null for turns
 * @param spread how turns are spread over a cycle; null for beats
 * @param overrun what happens when it is due and its previous run has not ended
 * @param bean name of the bean that declares it; null for one that was added by the program
 * @param method class and name of the method that declares it; null if the program added it
 */
public record JobDescription(
        String name,
        Kind kind,
        long every,
        long offset,
        @Nullable By by,
        @Nullable Spread spread,
        Overrun overrun,
        @Nullable String bean,
        @Nullable String method) {

    /** When a job runs. */
    public enum Kind {
        /** On beats. */
        BEAT,
        /** In turns. */
        TURN;

        /** Its name in metrics. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static JobDescription onBeat(String name, BeatRule rule, Overrun overrun) {
        return new JobDescription(
                name, Kind.BEAT, rule.every(), rule.offset(), rule.by(), null, overrun, null, null);
    }

    static JobDescription onTurn(String name, long every, Spread spread, Overrun overrun) {
        return new JobDescription(name, Kind.TURN, every, 0, null, spread, overrun, null, null);
    }

    /** The same, declared by an annotation. */
    JobDescription declaredBy(String beanName, String methodName) {
        return new JobDescription(
                this.name,
                this.kind,
                this.every,
                this.offset,
                this.by,
                this.spread,
                this.overrun,
                beanName,
                methodName);
    }

    /**
     * The first beat from a number on on which the job is due; of turns, the first beat of a cycle.
     *
     * @param number ≥ 0
     */
    public long nextNumber(long number) {
        return number + Math.floorMod(this.offset - number, this.every);
    }
}
