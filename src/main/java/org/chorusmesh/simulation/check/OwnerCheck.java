package org.chorusmesh.simulation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Whether two processes of one component act for one number, and whether the tokens of acts grow.
 * It knows nothing of lists: whoever acts twice for a number is wrong, whatever the lists say.
 */
final class OwnerCheck {

    private static final int REMEMBERED = 1024;

    /**
     * An act.
     *
     * @param sinceNanos when it was settled who acts
     * @param witnesses who has long been in the component
     * @param alike who was of the same number
     */
    private record Done(
            Life life,
            long number,
            long token,
            long nanos,
            long sinceNanos,
            List<Life> witnesses,
            List<Life> alike) {}

    private final String job;
    private final Hearing hearing;
    private final boolean turns;
    private final boolean guarded;
    private final long ttlNanos;
    private final Breaches breaches;
    private final Deque<Done> done = new ArrayDeque<>();

    /**
     * Nothing has been done.
     *
     * @param job its name in a message
     * @param turns whether its acts are turns, of which several can begin in one beat
     * @param guarded whether a majority guard keeps the other side of a cut from acting, so that
     *     all are judged together
     * @param ttlNanos the longest TTL
     */
    OwnerCheck(
            String job,
            Hearing hearing,
            boolean turns,
            boolean guarded,
            long ttlNanos,
            Breaches breaches) {
        this.job = job;
        this.hearing = hearing;
        this.turns = turns;
        this.guarded = guarded;
        this.ttlNanos = ttlNanos;
        this.breaches = breaches;
    }

    /**
     * A process acts.
     *
     * @param number for which beat
     * @param token the fence token that goes with it
     * @param sinceNanos when it was settled that it acts
     */
    void acts(Life life, long number, long token, long sinceNanos, long nanos) {
        for (Done before : this.done) {
            if (before.token() >= token
                    && before.life() != life
                    && isJudged(before, life, sinceNanos, nanos)) {
                boolean same = !this.turns && before.number() == number;
                if (same || isOrdered(before, life)) {
                    this.breaches.add(
                            same ? Invariant.ONE_OWNER : Invariant.FENCE,
                            nanos,
                            "%s of %d by %s, %.3f s after %d by %s"
                                    .formatted(
                                            this.job,
                                            number,
                                            life,
                                            (nanos - before.nanos()) * 1e-9,
                                            before.number(),
                                            before.life()));
                }
            }
        }
        this.done.addLast(
                new Done(
                        life,
                        number,
                        token,
                        nanos,
                        sinceNanos,
                        this.hearing.witnesses(life, nanos),
                        this.hearing.alike(life, nanos)));
        if (this.done.size() > REMEMBERED) {
            this.done.removeFirst();
        }
    }

    private boolean isJudged(Done before, Life life, long sinceNanos, long nanos) {
        long since = Math.min(before.sinceNanos(), sinceNanos);
        if (this.hearing.together(before.life(), life, since)) {
            return true;
        }
        if (life.bornNanos() > before.sinceNanos()) {
            // Born into the component of somebody who saw the act, and took the number of the
            // field.
            List<Life> alike = this.hearing.alike(life, nanos);
            return life.aligns()
                    && before.witnesses().stream()
                            .filter(before.alike()::contains)
                            .filter(alike::contains)
                            .anyMatch((one) -> this.hearing.togetherFromBirth(one, life));
        }
        return this.guarded
                && !this.hearing.isDoubted(before.life(), before.nanos())
                && !this.hearing.isDoubted(life, before.nanos());
    }

    /** Whether tokens must grow from one act to the next: strangers have numbers of their own. */
    private boolean isOrdered(Done before, Life life) {
        return !isOff(before.life(), before)
                && !isOff(life, before)
                && (before.alike().contains(life) || life.bornNanos() > before.nanos());
    }

    /** Whether a process was out of step, by a jump, around an act. */
    private boolean isOff(Life life, Done before) {
        return life.disturbedNanos() > before.nanos() - 3 * this.ttlNanos;
    }
}
