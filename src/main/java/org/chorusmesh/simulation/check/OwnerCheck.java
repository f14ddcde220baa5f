package org.chorusmesh.simulation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Checks that no two processes of one component act for the same number, and that the tokens of
 * acts increase. It does not use the members' lists, so a wrong list is no excuse.
 */
final class OwnerCheck {

    private static final int REMEMBERED = 1024;

    /**
     * An act.
     *
     * @param sinceNanos when it was decided who acts
     * @param witnesses processes of the component that were settled for long
     * @param sameNumber processes that had the same number
     */
    private record Done(
            Life life,
            long number,
            long token,
            long nanos,
            long sinceNanos,
            List<Life> witnesses,
            List<Life> sameNumber) {}

    private final String job;
    private final Hearing hearing;
    private final boolean turns;
    private final boolean guarded;
    private final long ttlNanos;
    private final Breaches breaches;
    private final Deque<Done> done = new ArrayDeque<>();

    /**
     * @param job name of the job in messages
     * @param turns whether its acts are turns, of which several can begin in one beat
     * @param guarded whether a majority guard keeps the other side of a cut from acting, so that
     *     the mesh is judged as one component
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
     * Records and judges an act.
     *
     * @param number number of the beat
     * @param token fence token of the act
     * @param sinceNanos when it was decided that the process acts
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
                        this.hearing.sameNumber(life, nanos)));
        if (this.done.size() > REMEMBERED) {
            this.done.removeFirst();
        }
    }

    private boolean isJudged(Done before, Life life, long sinceNanos, long nanos) {
        if (hasSleptForATtl(before.life(), nanos)) {
            return false;
        }
        long since = Math.min(before.sinceNanos(), sinceNanos);
        if (this.hearing.together(before.life(), life, since)) {
            return true;
        }
        if (life.bornNanos() > before.sinceNanos()) {
            // It joined the component of a process that was there at the act, and aligned its
            // number with it.
            List<Life> sameNumber = this.hearing.sameNumber(life, nanos);
            return life.aligns()
                    && before.witnesses().stream()
                            .filter(before.sameNumber()::contains)
                            .filter(sameNumber::contains)
                            .anyMatch((one) -> this.hearing.togetherFromBirth(one, life));
        }
        return this.guarded
                && !this.hearing.isDoubted(before.life(), before.nanos())
                && !this.hearing.isDoubted(life, before.nanos());
    }

    /** Whether all others have lost a process that will read what it missed when it wakes. */
    private boolean hasSleptForATtl(Life life, long nanos) {
        return life.isAlive()
                && life.isAsleep(nanos)
                && nanos - life.steppedNanos() > this.ttlNanos;
    }

    /**
     * Whether the token of a later act must be greater. Strangers have unrelated numbers, and a
     * process that wakes acts late.
     */
    private boolean isOrdered(Done before, Life life) {
        return !isOff(before.life(), before)
                && !isOff(life, before)
                && life.sleptNanos() <= before.nanos()
                && (before.sameNumber().contains(life) || life.bornNanos() > before.nanos());
    }

    /** Whether a jump put a process out of step around the time of an act. */
    private boolean isOff(Life life, Done before) {
        return life.disturbedNanos() > before.nanos() - 3 * this.ttlNanos;
    }
}
