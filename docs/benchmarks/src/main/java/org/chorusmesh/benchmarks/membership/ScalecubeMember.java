package org.chorusmesh.benchmarks.membership;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;

/**
 * A member of a scalecube cluster (SWIM), with its default configuration, that of a LAN. It does
 * not publish suspicion.
 */
public final class ScalecubeMember {

    private static final int PORT = 4801;

    private ScalecubeMember() {}

    /** Arguments: see {@link Arguments}. */
    public static void main(String[] args) {
        Arguments arguments = Arguments.parse(args);
        View view = new View(arguments.self());
        ClusterImpl cluster =
                new ClusterImpl()
                        .config(
                                (config) ->
                                        config.memberAlias(arguments.self())
                                                .externalHost(arguments.self())
                                                .externalPort(PORT))
                        .transport((config) -> config.port(PORT))
                        .transportFactory(TcpTransportFactory::new)
                        .membership(
                                (config) -> config.seedMembers(arguments.endpoints("%s:" + PORT)));
        if (!arguments.isDefault()) {
            cluster = hurry(cluster, arguments);
        }
        Cluster started = cluster.handler((own) -> new Handler(view)).startAwait();
        view.up();
        started.onShutdown().block();
    }

    private static ClusterImpl hurry(ClusterImpl cluster, Arguments arguments) {
        return cluster.failureDetector(
                        (config) ->
                                config.pingInterval((int) arguments.millis(config.pingInterval()))
                                        .pingTimeout((int) arguments.millis(config.pingTimeout())))
                .gossip(
                        (config) ->
                                config.gossipInterval(arguments.millis(config.gossipInterval())))
                .membership(
                        (config) ->
                                config.syncInterval((int) arguments.millis(config.syncInterval())));
    }

    private record Handler(View view) implements ClusterMessageHandler {

        @Override
        public void onMembershipEvent(MembershipEvent event) {
            String member = event.member().alias();
            if (event.isAdded()) {
                this.view.joined(member);
            } else if (event.isRemoved()) {
                this.view.removed(member);
            }
        }
    }
}
