package org.chorusmesh.benchmarks.membership;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/**
 * A member of a Hazelcast cluster that holds no data. Its heartbeats are whole seconds, one at
 * least. It does not publish suspicion.
 */
public final class HazelcastMember {

    private static final int HEARTBEAT_SECONDS = 5;
    private static final int TIMEOUT_SECONDS = 60;

    private HazelcastMember() {}

    /** Arguments: see {@link Arguments}. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments = Arguments.parse(args);
        System.setProperty("hazelcast.local.localAddress", arguments.self());
        View view = new View(arguments.self());
        Config config = new Config();
        config.setClusterName("benchmark");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(arguments.endpoints("%s:5701"));
        if (!arguments.isDefault()) {
            config.setProperty(
                    "hazelcast.heartbeat.interval.seconds",
                    "" + seconds(arguments, HEARTBEAT_SECONDS));
            config.setProperty(
                    "hazelcast.max.no.heartbeat.seconds",
                    ""
                            + TIMEOUT_SECONDS
                                    / HEARTBEAT_SECONDS
                                    * seconds(arguments, HEARTBEAT_SECONDS));
        }
        config.addListenerConfig(new ListenerConfig(new Listener(view)));
        HazelcastInstance instance = Hazelcast.newHazelcastInstance(config);
        instance.getCluster().getMembers().forEach((member) -> view.joined(name(member)));
        view.up();
        Thread.currentThread().join();
    }

    private static long seconds(Arguments arguments, int usual) {
        return Math.max(1, Math.round(usual / arguments.haste()));
    }

    private static String name(Member member) {
        return member.getAddress().getHost();
    }

    private record Listener(View view) implements MembershipListener {

        @Override
        public void memberAdded(MembershipEvent event) {
            this.view.joined(name(event.getMember()));
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            this.view.removed(name(event.getMember()));
        }
    }
}
