package org.chorusmesh.conformance;

import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.chorusmesh.gossip.RawFrames;
import org.chorusmesh.wire.FramePrefix;

/**
 * Joins one member as a peer and checks each rule of the wire contract. The member should have no
 * other peers, since the pulls of several peers cannot be separated.
 */
final class ConformanceCheck {

    private static final long MEET_TTLS = 5;
    private static final long LEAST_MEET_NANOS = 5_000_000_000L;
    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 2;

    private final Subject subject;
    private final Findings findings = new Findings();
    private final RawFrames frames;
    private final Encounter encounter;
    private final PullCheck pull;
    private final RefusalCheck refusal;

    /**
     * @param subject the configuration of the member
     * @param frames sockets that reach the member; the caller closes them
     * @param incarnation incarnation of the partner, ms
     * @param over whether to end the run, given the findings so far
     */
    ConformanceCheck(
            Subject subject,
            RawFrames frames,
            long incarnation,
            Predicate<Findings> over,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.subject = subject;
        this.frames = frames;
        this.encounter =
                new Encounter(
                        subject,
                        frames,
                        incarnation,
                        nanoClock,
                        random,
                        () -> over.test(this.findings),
                        this.findings);
        this.pull = new PullCheck(subject, this.encounter, this.findings);
        this.refusal = new RefusalCheck(subject, this.encounter, this.findings);
    }

    /** The topic under which frames of a mesh are published. */
    static byte[] topic(String mesh) {
        return new FramePrefix(mesh).written();
    }

    /** Runs all checks, or as many as the member allows. */
    Findings run() {
        if (meets()) {
            this.pull.joiningPullsNothing();
            this.refusal.provoke();
            this.encounter.restart();
            this.pull.pulls();
            this.pull.fallSilent();
            this.encounter.restart();
            this.refusal.oversized();
            this.refusal.sayGoodbye();
        }
        this.encounter.listen(FOR_EVER_NANOS);
        // A member must send nothing after its goodbye.
        this.encounter.listenOn(2 * this.encounter.periodNanos());
        this.encounter.member().conclude();
        return this.findings;
    }

    private boolean meets() {
        long limit = Math.max(MEET_TTLS * this.subject.ttlNanos(), LEAST_MEET_NANOS);
        boolean answered = this.encounter.listen(limit, this.encounter.echoes()::isAnswered);
        this.findings.judge(
                Rule.DIALS,
                this.frames.isDialled(),
                () -> "the member has not subscribed; check that --bind is in its list");
        this.findings.judge(
                Rule.ANSWERS, answered, () -> "no echo of the boot of this check arrived");
        if (answered) {
            this.encounter.listen(limit, () -> !this.encounter.isJoining());
        }
        return answered;
    }
}
