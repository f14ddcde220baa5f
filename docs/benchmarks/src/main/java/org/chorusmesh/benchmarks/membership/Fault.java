package org.chorusmesh.benchmarks.membership;

import java.util.List;
import org.chorusmesh.benchmarks.harness.Host;
import org.chorusmesh.benchmarks.harness.Network;
import org.chorusmesh.benchmarks.harness.Subject;

/** What happens to a member. */
enum Fault {
    /** Its process dies, its host answers for the closed ports. */
    KILL("dies (SIGKILL)") {
        @Override
        void strike(List<Host> hosts, List<Subject> subjects) {
            Network.signal("KILL", subjects);
        }
    },

    /** Its process stops, its host keeps the connections. */
    STOP("stops (SIGSTOP)") {
        @Override
        void strike(List<Host> hosts, List<Subject> subjects) {
            Network.signal("STOP", subjects);
        }
    },

    /** Its host is cut off. */
    CUT("is cut off") {
        @Override
        void strike(List<Host> hosts, List<Subject> subjects) {
            Network.cut(hosts);
        }

        @Override
        void end(List<Host> hosts) {
            Network.heal(hosts);
        }
    };

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return this.title;
    }

    /** Strikes all at once. */
    abstract void strike(List<Host> hosts, List<Subject> subjects);

    /** Undoes what is no matter of the process. */
    void end(List<Host> hosts) {}
}
