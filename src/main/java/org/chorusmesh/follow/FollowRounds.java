package org.chorusmesh.follow;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.chorusmesh.beat.BeatState;
import org.chorusmesh.follow.NodeQuestions.Timed;
import org.chorusmesh.service.LogBudget;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries the nodes of a list in rounds, and follows the first that answers. If the followed node
 * fails twice in a row, the next one in the list is tried. An earlier node is followed again as
 * soon as it answers. Not thread-safe.
 */
final class FollowRounds {

    private static final Logger logger = LoggerFactory.getLogger(FollowRounds.class);

    private static final long PAUSE_NANOS = 1_000_000_000L;

    private static final long LEAST_PAUSE_NANOS = 50_000_000L;

    /** The pause of the first exchanges, until the clock offset is accurate. */
    private static final long FIRST_PAUSE_NANOS = 250_000_000L;

    private static final int FIRST_EXCHANGES = 8;

    /** So that the followers of one node do not query it at the same time. */
    private static final double JITTER = 0.1;

    private final LogBudget budget = new LogBudget(logger, "failures to follow a node");
    private final List<NodeAddress> addresses;
    private final NodeQuestions questions;
    private final String mesh;
    private final FollowedBeats beats;
    private final Follower follower;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private @Nullable NodeAddress current;
    private long switches;

    /**
     * @param urls URLs of the APIs of nodes, in order of preference
     * @param questions queries a node
     * @param mesh name of the mesh; nodes of other meshes are not followed
     */
    FollowRounds(
            List<URI> urls,
            NodeQuestions questions,
            String mesh,
            FollowedBeats beats,
            Follower follower,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.addresses = urls.stream().map(NodeAddress::new).toList();
        this.questions = questions;
        this.mesh = mesh;
        this.beats = beats;
        this.follower = follower;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * Runs one round.
     *
     * @return the time to wait before the next round, nanoseconds
     */
    long round() throws InterruptedException {
        this.budget.settle(now());
        NodeAddress followed = this.current;
        if (followed != null && followed.restNanos(now()) == 0 && askAgain(followed)) {
            askOneBefore(followed);
            return pauseNanos();
        }
        for (NodeAddress address : this.addresses) {
            if (address != followed && address.restNanos(now()) == 0 && ask(address)) {
                return pauseNanos();
            }
        }
        return waitNanos();
    }

    /**
     * Queries the followed node a second time at its first failure, since one lost packet is no
     * reason to follow another node.
     */
    private boolean askAgain(NodeAddress address) throws InterruptedException {
        boolean first = address.problem() == null;
        return ask(address) || (first && ask(address));
    }

    private void askOneBefore(NodeAddress followed) throws InterruptedException {
        for (NodeAddress address : this.addresses) {
            if (address == followed) {
                return;
            }
            if (address.restNanos(now()) == 0) {
                ask(address);
                return;
            }
        }
    }

    private boolean ask(NodeAddress address) throws InterruptedException {
        try {
            MembersAnswer members = this.questions.members(address.url());
            Timed<BeatAnswer> beat = this.questions.beat(address.url());
            if (!beat.value().mesh().equals(this.mesh)) {
                throw new FollowException(
                        "is a node of the mesh %s, and chorus.mesh is %s"
                                .formatted(beat.value().mesh(), this.mesh));
            }
            this.beats.accept(beat, members);
            follow(address, beat.value().nodeId());
            return true;
        } catch (FollowException ex) {
            fail(address, ex.reason());
        } catch (RuntimeException ex) {
            logger.debug("The answer of {} has failed", address.url(), ex);
            fail(address, "is not a node: its answer cannot be understood");
        }
        return false;
    }

    private void follow(NodeAddress address, String nodeId) {
        address.succeed();
        FollowerStatus before = this.follower.status();
        if (address != this.current || !nodeId.equals(before.nodeId())) {
            this.current = address;
            this.switches++;
            logger.info("Following the beats of node {} at {}", nodeId, address.url());
        }
        this.follower.publish(
                this.beats.state(),
                new FollowerStatus(
                        nodeId,
                        address.url().toString(),
                        true,
                        this.beats.clockErrorNanos(),
                        this.switches,
                        before.losses()),
                this.beats.errorBoundNanos());
    }

    private void fail(NodeAddress address, String reason) {
        if (address.fail(reason, now(), this.random.nextDouble()) && this.budget.spend(now())) {
            logger.warn("{} {}; it will be asked again", address.url(), reason);
        }
    }

    private long waitNanos() {
        long wait = PAUSE_NANOS;
        for (NodeAddress address : this.addresses) {
            wait = Math.min(wait, address.restNanos(now()));
        }
        if (this.follower.status().following()) {
            long left = this.beats.state().atNanos() + Follower.COAST_NANOS - now();
            if (left < 0) {
                lose();
            } else {
                wait = Math.min(wait, left + 1);
            }
        }
        return Math.max(wait, 1);
    }

    private void lose() {
        logger.warn(
                "No node has answered for {} s; no beat fires until one does",
                Follower.COAST_NANOS / PAUSE_NANOS);
        this.current = null;
        this.beats.lose();
        this.follower.publish(
                this.beats.state(), this.follower.status().lost(), this.follower.errorBoundNanos());
    }

    /**
     * The pause is a second. If the list of the next epoch is not agreed yet, it is at most half of
     * the time that is left until that epoch, since a list is agreed on only shortly before.
     */
    private long pauseNanos() {
        long pause = (this.beats.exchanges() < FIRST_EXCHANGES) ? FIRST_PAUSE_NANOS : PAUSE_NANOS;
        BeatState state = this.beats.state();
        long epoch = Math.floorDiv(state.number(), state.epochBeats());
        boolean comingAgreed = state.coming().epoch() == epoch + 1 && state.coming().agreed();
        if (state.present().list() != null || state.coming().list() != null) {
            long first = (epoch + (comingAgreed ? 2 : 1)) * state.epochBeats();
            long left = state.instantOf(first, 0) - now();
            pause = Math.min(pause, Math.max(LEAST_PAUSE_NANOS, left / 2));
        }
        return (long) (pause * (1 - JITTER * this.random.nextDouble()));
    }

    private long now() {
        return this.nanoTime.getAsLong();
    }

    /** Why nodes cannot be followed, by URL. Nodes that can are not in it. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        for (NodeAddress address : this.addresses) {
            String problem = address.problem();
            if (problem != null) {
                problems.put(address.url().toString(), problem);
            }
        }
        return problems;
    }
}
