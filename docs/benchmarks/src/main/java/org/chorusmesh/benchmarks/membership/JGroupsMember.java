package org.chorusmesh.benchmarks.membership;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Receiver;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;

/**
 * A member of a JGroups cluster, on the stack {@code tcp.xml} as it is delivered, with FD_SOCK2,
 * FD_ALL3 and VERIFY_SUSPECT2. It is suspect once either detector says so, and removed by a view.
 */
public final class JGroupsMember {

    private JGroupsMember() {}

    /** Arguments: see {@link Arguments}. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.parse(args);
        System.setProperty("jgroups.bind_addr", arguments.self());
        System.setProperty(
                "jgroups.tcpping.initial_hosts", String.join(",", arguments.endpoints("%s[7800]")));
        View view = new View(arguments.self());
        JChannel channel = new JChannel("tcp.xml").name(arguments.self());
        ProtocolStack stack = channel.getProtocolStack();
        if (!arguments.isDefault()) {
            FD_ALL3 all = stack.findProtocol(FD_ALL3.class);
            all.setInterval(arguments.millis(all.getInterval()));
            all.setTimeout(arguments.millis(all.getTimeout()));
            VERIFY_SUSPECT2 verify = stack.findProtocol(VERIFY_SUSPECT2.class);
            verify.setTimeout(arguments.millis(verify.getTimeout()));
        }
        stack.insertProtocol(new Tap(view), ProtocolStack.Position.ABOVE, FD_ALL3.class);
        channel.setReceiver(
                new Receiver() {
                    @Override
                    public void viewAccepted(org.jgroups.View now) {
                        Set<String> members = new HashSet<>();
                        now.getMembers().forEach((member) -> members.add(member.toString()));
                        view.members(members);
                    }
                });
        channel.connect("benchmark");
        view.up();
        Thread.currentThread().join();
    }

    /** Sees what the detectors say, before it is verified. */
    private static final class Tap extends Protocol {

        private final View view;

        Tap(View view) {
            this.view = view;
        }

        @Override
        public Object up(Event event) {
            if (event.getType() == Event.SUSPECT) {
                Collection<Address> suspects = event.getArg();
                suspects.forEach((suspect) -> this.view.suspect(suspect.toString()));
            } else if (event.getType() == Event.UNSUSPECT) {
                this.view.trusted(event.getArg().toString());
            }
            return super.up(event);
        }
    }
}
