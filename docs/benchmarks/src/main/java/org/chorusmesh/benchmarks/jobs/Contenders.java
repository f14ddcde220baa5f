package org.chorusmesh.benchmarks.jobs;

import java.util.ArrayList;
import java.util.List;
import org.chorusmesh.benchmarks.harness.Host;

/**
 * All contenders, at the defaults of each, or where there are none at what its documentation shows.
 */
final class Contenders {

    /** ZooKeeper's server allows no shorter session with its default tick of two seconds. */
    private static final int SHORTEST_SESSION_MILLIS = 4000;

    private static final List<Fault> OF_REPLICAS = List.of(Fault.KILL, Fault.STOP, Fault.CUT);

    private static final List<Fault> ALL = List.of(Fault.values());

    private Contenders() {}

    /** With the guard against acting on both sides of a cut, which changes nothing else. */
    static Contender guardedChorus(List<Host> hosts) {
        return chorus(
                hosts,
                "chorus-guarded",
                "Chorus with `chorus.members.expected: " + hosts.size() + "`",
                "--chorus.members.expected=" + hosts.size());
    }

    /** A beat is a second at Chorus' default of 1 Hz. */
    static Contender chorus(List<Host> hosts) {
        return chorus(hosts, "chorus", "Chorus, `@OnBeat(by = By.ONE)`");
    }

    private static Contender chorus(List<Host> hosts, String name, String title, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--chorus.node-id={id}");
        arguments.add("--chorus.gossip.bind={address}:5690");
        arguments.add("--chorus.gossip.keys=0123456789abcdef0123456789abcdef");
        for (int i = 0; i < hosts.size(); i++) {
            arguments.add("--chorus.gossip.peers[" + i + "]=" + hosts.get(i).address() + ":5690");
        }
        return new Contender(
                name, title, ChorusReplica.class, List.of(), arguments, 20, OF_REPLICAS);
    }

    /** The locks' lengths are in the annotation. */
    static Contender shedLock(PostgreSql database) {
        return new Contender(
                "shedlock",
                "ShedLock, PostgreSQL",
                ShedLockReplica.class,
                List.of(),
                database(database),
                20,
                ALL);
    }

    /** Each looks every 7.5 s whether the others live. */
    static Contender quartz(PostgreSql database) {
        List<String> arguments = database(database);
        arguments.add("--spring.quartz.job-store-type=jdbc");
        arguments.add("--spring.quartz.jdbc.initialize-schema=never");
        arguments.add("--spring.quartz.properties.org.quartz.scheduler.instanceId=AUTO");
        arguments.add("--spring.quartz.properties.org.quartz.jobStore.isClustered=true");
        arguments.add(
                "--spring.quartz.properties.org.quartz.jobStore.driverDelegateClass="
                        + "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        return new Contender(
                "quartz",
                "Quartz clustered, PostgreSQL",
                QuartzReplica.class,
                List.of(),
                arguments,
                30,
                ALL);
    }

    /** With the shortest session that the server allows. */
    static Contender leader(ZooKeeper zooKeeper) {
        return new Contender(
                "leader",
                "Spring Integration leader, ZooKeeper, session of %d s"
                        .formatted(SHORTEST_SESSION_MILLIS / 1000),
                LeaderReplica.class,
                List.of(
                        "-Dcurator-default-session-timeout=" + SHORTEST_SESSION_MILLIS,
                        "-Dcurator-default-connection-timeout=" + SHORTEST_SESSION_MILLIS),
                List.of("--zookeeper=" + zooKeeper.address()),
                25,
                ALL);
    }

    /** Curator asks for a session of a minute, of which the server grants 40 s. */
    static Contender leaderAtDefaults(ZooKeeper zooKeeper) {
        return new Contender(
                "leader-default",
                "Spring Integration leader, ZooKeeper, session of 40 s (default)",
                LeaderReplica.class,
                List.of(),
                List.of("--zookeeper=" + zooKeeper.address()),
                60,
                List.of(Fault.KILL, Fault.CUT));
    }

    private static List<String> database(PostgreSql database) {
        return new ArrayList<>(
                List.of(
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + PostgreSql.USER));
    }
}
