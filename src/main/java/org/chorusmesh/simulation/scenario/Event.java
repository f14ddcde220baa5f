package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.Locale;
import org.chorusmesh.settings.SettingsChange;

/** Something that befalls a mesh at an instant. */
public sealed interface Event {

    /** When, from the start of the run. */
    long atNanos();

    /** The nodes that it hits itself; none where it is about links, or about frames. */
    default Targets targets() {
        return Targets.NONE;
    }

    /** When its own harm is over; the same instant for what is done in one blow. */
    default long endNanos() {
        return atNanos();
    }

    /** How its name is written. */
    default String kind() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** What goes on for a while. */
    sealed interface Lasting extends Event {

        /** For how long. */
        long forNanos();

        @Override
        default long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /** A process dies without a word. */
    record Crash(long atNanos, Targets targets) implements Event {}

    /** A node says goodbye and stops. */
    record Leave(long atNanos, Targets targets) implements Event {}

    /**
     * A node that is down starts, or one that runs is restarted: same id, new boot, Lamport at 0.
     *
     * @param align whether it joins by aligning; else freely
     * @param clockBackNanos how far its wall clock was set back meanwhile
     * @param persisted whether it remembers its incarnation
     * @param phase radians; where it starts if it starts a rhythm of its own
     */
    record Restart(
            long atNanos,
            Targets targets,
            boolean align,
            long clockBackNanos,
            boolean persisted,
            double phase)
            implements Event {}

    /** The process stands still while its clock runs on (SIGSTOP, a collection of garbage). */
    record Pause(long atNanos, Targets targets, long forNanos) implements Lasting {}

    /** The machine stands still, its monotonic clock too. */
    record Suspend(long atNanos, Targets targets, long forNanos) implements Lasting {}

    /**
     * Frames between groups are lost, or held until the heal.
     *
     * @param groups disjoint; who is in none is a group of its own with the others so
     */
    record Partition(long atNanos, List<List<Integer>> groups, long forNanos, boolean held)
            implements Lasting {}

    /** Directed links hold their frames, which then come in a burst, or lose them. */
    record Clog(long atNanos, List<List<Integer>> links, long forNanos, boolean held)
            implements Lasting {}

    /** The monotonic clock runs at another speed from now on, parts per million. */
    record Drift(long atNanos, Targets targets, double ppm) implements Event {}

    /** The monotonic clock jumps. */
    record ClockStep(long atNanos, Targets targets, long byNanos) implements Event {}

    /**
     * Forged or replayed frames.
     *
     * @param as whose id they bear
     * @param to who gets them
     */
    record Poison(long atNanos, Forgery forgery, int as, Targets to, int count, long everyNanos)
            implements Event {

        @Override
        public long endNanos() {
            return atNanos() + (count() - 1) * everyNanos();
        }
    }

    /** What is wrong with a frame. */
    enum Forgery {
        INCARNATION,
        OLD_INCARNATION,
        LAMPORT,
        JUMP,
        NAN,
        FORGED_ID,
        REPLAY,
        NUMBER;

        /** Whether it can become the state of the id that it bears. */
        public boolean isAdmissible() {
            return switch (this) {
                case NAN, FORGED_ID, REPLAY -> false;
                case INCARNATION, OLD_INCARNATION, LAMPORT, JUMP, NUMBER -> true;
            };
        }
    }

    /** A second process under a node's id. */
    record Duplicate(long atNanos, int of, long forNanos) implements Lasting {}

    /** An operator changes settings. */
    record Settings(long atNanos, Targets targets, SettingsChange change) implements Event {}

    /** An operator moves phases. */
    record Kick(long atNanos, Targets targets, double radians) implements Event {}

    /**
     * Some nodes.
     *
     * @param nodes which; empty for a share of all
     * @param share 0 … 1, drawn at random among those that are up; 0 where they are listed
     */
    record Targets(List<Integer> nodes, double share) {

        /** Nobody. */
        public static final Targets NONE = new Targets(List.of(), 0);

        /** Everyone. */
        public static final Targets ALL = new Targets(List.of(), 1);

        /** Those listed. */
        public static Targets of(List<Integer> nodes) {
            return new Targets(nodes, 0);
        }

        /** A share of all. */
        public static Targets share(double share) {
            return new Targets(List.of(), share);
        }
    }
}
