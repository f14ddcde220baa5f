package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.settings.SettingsChange;

/** Something that befalls a mesh at an instant. */
public sealed interface Event {

    /** When, from the start of the run. */
    long atNanos();

    /** How its name is written. */
    String kind();

    /** The nodes that it hits itself; none where it is about links, or about frames. */
    default Targets targets() {
        return Targets.NONE;
    }

    /** When its own harm is over; the same instant for what is done in one blow. */
    default long endNanos() {
        return atNanos();
    }

    /** A process dies without a word. */
    record Crash(long atNanos, Targets nodes) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "crash";
        }
    }

    /** A node says goodbye and stops. */
    record Leave(long atNanos, Targets nodes) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "leave";
        }
    }

    /**
     * A node that is down starts, or one that runs is restarted: same id, new boot, Lamport at 0.
     *
     * @param join how it comes in; as in the scenario
     * @param clockBackNanos how far its wall clock was set back meanwhile
     * @param persisted whether it remembers its incarnation
     * @param phase radians; where it starts if it starts a rhythm of its own
     */
    record Restart(
            long atNanos,
            Targets nodes,
            boolean align,
            long clockBackNanos,
            boolean persisted,
            double phase)
            implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "restart";
        }
    }

    /** The process stands still while its clock runs on (SIGSTOP, a collection of garbage). */
    record Pause(long atNanos, Targets nodes, long forNanos) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "pause";
        }

        @Override
        public long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /** The machine stands still, its monotonic clock too. */
    record Suspend(long atNanos, Targets nodes, long forNanos) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "suspend";
        }

        @Override
        public long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /**
     * Frames between groups are lost, or held until the heal.
     *
     * @param groups disjoint; who is in none is a group of its own with the others so
     */
    record Partition(long atNanos, List<List<Integer>> groups, long forNanos, boolean held)
            implements Event {
        @Override
        public String kind() {
            return "partition";
        }

        @Override
        public long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /** Directed links hold their frames, which then come in a burst, or lose them. */
    record Clog(long atNanos, List<List<Integer>> links, long forNanos, boolean held)
            implements Event {
        @Override
        public String kind() {
            return "clog";
        }

        @Override
        public long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /** The monotonic clock runs at another speed from now on, parts per million. */
    record Drift(long atNanos, Targets nodes, double ppm) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "drift";
        }
    }

    /** The monotonic clock jumps. */
    record ClockStep(long atNanos, Targets nodes, long byNanos) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "clock-step";
        }
    }

    /**
     * Forged or replayed frames.
     *
     * @param as whose id they bear
     * @param to who gets them
     */
    record Poison(long atNanos, Kind poison, int as, Targets to, int count, long everyNanos)
            implements Event {
        @Override
        public String kind() {
            return "poison";
        }

        @Override
        public long endNanos() {
            return atNanos() + (count() - 1) * everyNanos();
        }
    }

    /** What is wrong with a frame. */
    enum Kind {
        INCARNATION,
        OLD_INCARNATION,
        LAMPORT,
        JUMP,
        NAN,
        FORGED_ID,
        REPLAY;

        /** Whether it can become the state of the id that it bears. */
        public boolean isAdmissible() {
            return switch (this) {
                case NAN, FORGED_ID, REPLAY -> false;
                case INCARNATION, OLD_INCARNATION, LAMPORT, JUMP -> true;
            };
        }
    }

    /** A second process under a node's id. */
    record Duplicate(long atNanos, int of, long forNanos) implements Event {
        @Override
        public String kind() {
            return "duplicate";
        }

        @Override
        public long endNanos() {
            return atNanos() + forNanos();
        }
    }

    /** An operator changes settings. */
    record Change(long atNanos, Targets nodes, SettingsChange change) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "settings";
        }
    }

    /** An operator moves phases. */
    record Kick(long atNanos, Targets nodes, double radians) implements Event {
        @Override
        public Targets targets() {
            return nodes();
        }

        @Override
        public String kind() {
            return "kick";
        }
    }

    /**
     * Some nodes.
     *
     * @param nodes which; empty for a share of all
     * @param share 0 … 1, drawn at random among those that are up; 0 where they are listed
     */
    record Targets(List<Integer> nodes, double share) {

        /** Nobody. */
        public static final Targets NONE = new Targets(List.of(), 0);
    }
}
