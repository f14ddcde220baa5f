package org.chorusmesh.benchmarks.membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import org.chorusmesh.members.MemberView;
import org.chorusmesh.node.NodeSnapshot;
import org.chorusmesh.peers.PeerView;
import org.chorusmesh.service.ChorusNode;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A node of Chorus in a small application, without a web server, at its defaults. A peer is suspect
 * once its weight is 0, and removed once it is absent as a member.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(org.chorusmesh.service.ChorusAutoConfiguration.class)
public class ChorusMember {

    /**
     * How often it looks, once told to; before, a few times a second, which costs next to nothing.
     */
    private static final long LOOK_MILLIS = 10;

    private static final long IDLE_LOOK_MILLIS = 500;

    private static volatile long lookMillis = IDLE_LOOK_MILLIS;

    /** Arguments: see {@link Arguments}. A line on standard input makes it look closely. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments = Arguments.parse(args);
        List<String> properties = new ArrayList<>();
        properties.add("--spring.main.web-application-type=none");
        properties.add("--spring.main.banner-mode=off");
        properties.add("--spring.jmx.enabled=false");
        properties.add("--logging.level.root=WARN");
        // As a mesh on a network has it: each frame is authenticated.
        properties.add("--chorus.gossip.keys=0123456789abcdef0123456789abcdef");
        properties.add("--chorus.node-id=" + arguments.self());
        properties.add("--chorus.gossip.bind=" + arguments.self() + ":5690");
        properties.add("--chorus.gossip.peers=" + String.join(",", arguments.endpoints("%s:5690")));
        ConfigurableApplicationContext context =
                SpringApplication.run(ChorusMember.class, properties.toArray(String[]::new));
        ChorusNode node = context.getBean(ChorusNode.class);
        Thread told = new Thread(ChorusMember::listen, "listens");
        told.setDaemon(true);
        told.start();
        View view = new View(arguments.self());
        view.up();
        while (true) {
            look(node.snapshot(), view);
            Thread.sleep(lookMillis);
        }
    }

    private static void listen() {
        try (Scanner in = new Scanner(System.in)) {
            while (in.hasNextLine()) {
                lookMillis = in.nextLine().equals("idle") ? IDLE_LOOK_MILLIS : LOOK_MILLIS;
            }
        }
    }

    private static void look(NodeSnapshot snapshot, View view) {
        Set<String> present = new HashSet<>();
        for (MemberView member : snapshot.beat().members()) {
            if (member.isPresent()) {
                present.add(member.nodeId());
            }
        }
        Set<String> weighty = new HashSet<>();
        for (PeerView peer : snapshot.peers()) {
            if (peer.weight() > 0) {
                weighty.add(peer.nodeId());
            }
        }
        String self = snapshot.identity().nodeId();
        for (String member : present) {
            if (weighty.contains(member)) {
                view.joined(member);
                view.trusted(member);
            } else if (!member.equals(self)) {
                view.suspect(member);
            }
        }
        view.retain(present);
    }
}
