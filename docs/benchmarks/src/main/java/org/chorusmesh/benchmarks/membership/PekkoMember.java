package org.chorusmesh.benchmarks.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;

/**
 * A member of a Pekko cluster with its split-brain resolver, which is off unless it is asked for. A
 * member is suspect once it is unreachable.
 */
public final class PekkoMember {

    private static final int PORT = 17355;

    private PekkoMember() {}

    /** Arguments: see {@link Arguments}. */
    public static void main(String[] args) {
        Arguments arguments = Arguments.parse(args);
        Config reference = ConfigFactory.load();
        Map<String, Object> settings = new HashMap<>();
        settings.put("pekko.actor.provider", "cluster");
        settings.put("pekko.loglevel", "WARNING");
        settings.put("pekko.remote.artery.canonical.hostname", arguments.self());
        settings.put("pekko.remote.artery.canonical.port", PORT);
        settings.put(
                "pekko.cluster.seed-nodes", arguments.endpoints("pekko://benchmark@%s:" + PORT));
        settings.put(
                "pekko.cluster.downing-provider-class",
                "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider");
        if (!arguments.isDefault()) {
            for (String interval :
                    List.of(
                            "pekko.cluster.failure-detector.heartbeat-interval",
                            "pekko.cluster.failure-detector.acceptable-heartbeat-pause",
                            "pekko.cluster.failure-detector.min-std-deviation",
                            "pekko.cluster.failure-detector.expected-response-after",
                            "pekko.cluster.gossip-interval",
                            "pekko.cluster.leader-actions-interval",
                            "pekko.cluster.unreachable-nodes-reaper-interval",
                            "pekko.cluster.split-brain-resolver.stable-after")) {
                long usual = reference.getDuration(interval).toMillis();
                settings.put(interval, arguments.millis(usual) + "ms");
            }
        }
        ActorSystem system =
                ActorSystem.create(
                        "benchmark", ConfigFactory.parseMap(settings).withFallback(reference));
        View view = new View(arguments.self());
        system.actorOf(Props.create(Watch.class, () -> new Watch(view)));
        Cluster.get(system).registerOnMemberUp(view::up);
        system.getWhenTerminated().toCompletableFuture().join();
    }

    /** Hears what the cluster says. */
    private static final class Watch extends AbstractActor {

        private final View view;

        Watch(View view) {
            this.view = view;
        }

        @Override
        public void preStart() {
            Cluster.get(getContext().getSystem())
                    .subscribe(
                            getSelf(),
                            ClusterEvent.initialStateAsEvents(),
                            ClusterEvent.MemberEvent.class,
                            ClusterEvent.ReachabilityEvent.class);
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(
                            ClusterEvent.MemberUp.class,
                            (event) -> this.view.joined(name(event.member())))
                    .match(
                            ClusterEvent.UnreachableMember.class,
                            (event) -> this.view.suspect(name(event.member())))
                    .match(
                            ClusterEvent.ReachableMember.class,
                            (event) -> this.view.trusted(name(event.member())))
                    .match(
                            ClusterEvent.MemberRemoved.class,
                            (event) -> this.view.removed(name(event.member())))
                    .matchAny((event) -> {})
                    .build();
        }

        private static String name(Member member) {
            return member.address().getHost().get();
        }
    }
}
