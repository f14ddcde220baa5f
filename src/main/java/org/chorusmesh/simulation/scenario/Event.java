package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.Locale;
import org.chorusmesh.settings.SettingsChange;

/** An event of a scenario: a fault, a change of the network, or an action of an operator. */
public sealed interface Event {

    /** When it begins, from the start of the run. */
    long atNanos();

    /** The nodes that it hits; none if it acts on links or frames. */
    default Targets targets() {
        return Targets.NONE;
    }

    /** When it ends, from the start of the run; {@link #atNanos()} if it has no duration. */
    default long endNanos() {
        return atNanos();
    }

    /** Its name in scenario files. */
    default String kind() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** An event with a duration. */
    sealed interface Lasting extends Event {

        /** Its duration. */
        long forNanos();

        @Override
        default long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /** A process dies without a goodbye. */
    record Crash(long atNanos, Targets targets) implements Event {}

    /** A node says goodbye and stops. */
    record Leave(long atNanos, Targets targets) implements Event {}

    /**
     * A node starts, or restarts if it runs: the same id, a new boot, Lamport time 0.
     *
     * @param align whether it joins by aligning; else freely
     * @param clockBackNanos how far its wall clock is set back
     * @param persisted whether it keeps its incarnation and its beat number
     * @param phase its initial phase if it does not align, radians
     */
    record Restart(
            long atNanos,
            Targets targets,
            boolean align,
            long clockBackNanos,
            boolean persisted,
            double phase)
            implements Event {}

    /** The process stands still while its clock runs on (SIGSTOP, garbage collection). */
    record Pause(long atNanos, Targets targets, long forNanos) implements Lasting {}

    /** The machine stands still, and so does its monotonic clock. */
    record Suspend(long atNanos, Targets targets, long forNanos) implements Lasting {}

    /**
     * Frames between groups are lost, or held until the end.
     *
     * @param groups disjoint groups; the nodes in none of them form one more group
     * @param held whether frames are held; else they are lost
     */
    record Partition(long atNanos, List<List<Integer>> groups, long forNanos, boolean held)
            implements Lasting {}

    /**
     * Directed links hold their frames until the end, when they arrive in a burst, or lose them.
     */
    record Clog(long atNanos, List<List<Integer>> links, long forNanos, boolean held)
            implements Lasting {}

    /** The monotonic clock changes its speed; {@code ppm} is the deviation, parts per million. */
    record Drift(long atNanos, Targets targets, double ppm) implements Event {}

    /** The monotonic clock jumps. */
    record ClockStep(long atNanos, Targets targets, long byNanos) implements Event {}

    /**
     * Nodes receive forged or replayed frames.
     *
     * @param as the node in whose name they are sent
     * @param to the receivers
     * @param count number of frames
     * @param everyNanos time between two frames
     */
    record Poison(long atNanos, Forgery forgery, int as, Targets to, int count, long everyNanos)
            implements Event {

        @Override
        public long endNanos() {
            return atNanos() + (count() - 1) * everyNanos();
        }
    }

    /** The kinds of forged and replayed frames. */
    enum Forgery {
        INCARNATION,
        OLD_INCARNATION,
        LAMPORT,
        JUMP,
        NAN,
        FORGED_ID,
        REPLAY,
        NUMBER;

        /**
         * Whether such a frame can be admitted as the state of the node in whose name it is sent.
         */
        public boolean isAdmissible() {
            return switch (this) {
                case NAN, FORGED_ID, REPLAY -> false;
                case INCARNATION, OLD_INCARNATION, LAMPORT, JUMP, NUMBER -> true;
            };
        }
    }

    /** A second process runs under the id of a node. */
    record Duplicate(long atNanos, int of, long forNanos) implements Lasting {}

    /**
     * Nodes leave at random times, and for each a new one starts on the machine a second later,
     * with an id and an address of its own. It joins by aligning.
     *
     * @param perMinute share of the nodes that leave in a minute
     * @param goodbye probability that a node says goodbye; else it dies
     */
    record Churn(long atNanos, double perMinute, double goodbye, long forNanos)
            implements Lasting {}

    /** An operator changes settings. */
    record Settings(long atNanos, Targets targets, SettingsChange change) implements Event {}

    /** An operator moves phases. */
    record Kick(long atNanos, Targets targets, double radians) implements Event {}

    /**
     * The nodes that an event hits.
     *
     * @param nodes a list of nodes; empty for a share
     * @param share a share of the nodes that are up, drawn at random, 0 … 1; 0 for a list
     */
    record Targets(List<Integer> nodes, double share) {

        /** No nodes. */
        public static final Targets NONE = new Targets(List.of(), 0);

        /** All nodes. */
        public static final Targets ALL = new Targets(List.of(), 1);

        /** The listed nodes. */
        public static Targets of(List<Integer> nodes) {
            return new Targets(nodes, 0);
        }

        /** A random share of the nodes. */
        public static Targets share(double share) {
            return new Targets(List.of(), share);
        }
    }
}
