package org.chorusmesh.actuate;

import java.util.Map;
import org.chorusmesh.follow.FollowThread;
import org.chorusmesh.follow.Follower;
import org.chorusmesh.follow.FollowerStatus;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of a follower. {@code DEGRADED} means that no node is followed, or not the one that
 * this process acts for. A restart of this process would not help, so it is never {@code DOWN}.
 */
final class FollowHealthIndicator extends AbstractHealthIndicator {

    private final Follower follower;

    private final FollowThread thread;

    FollowHealthIndicator(Follower follower, FollowThread thread) {
        super("The follower's health cannot be determined");
        this.follower = follower;
        this.thread = thread;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        FollowerStatus status = this.follower.status();
        boolean following = this.follower.isRunning();
        boolean own = !this.follower.isMember() || this.follower.nodeId().equals(status.nodeId());
        builder.status((following && own) ? Status.UP : ChorusHealthIndicator.DEGRADED);
        builder.withDetail("state", following ? "following" : "lost");
        if (status.nodeId() != null) {
            builder.withDetail("node", status.nodeId());
            builder.withDetail("url", String.valueOf(status.url()));
            builder.withDetail("clockErrorMicros", status.clockErrorNanos() / 1000);
            builder.withDetail(
                    "answerAgeMillis",
                    (this.follower.nanoTime() - this.follower.state().atNanos()) / 1_000_000);
        }
        if (this.follower.isMember()) {
            builder.withDetail("actsFor", this.follower.nodeId());
        }
        builder.withDetail("switches", status.switches());
        builder.withDetail("losses", status.losses());
        Map<String, String> problems = this.thread.problems();
        if (!problems.isEmpty()) {
            builder.withDetail("problems", problems);
        }
    }
}
