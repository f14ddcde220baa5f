package org.chorusmesh.benchmarks.membership;

import java.util.List;
import java.util.Locale;

/** The systems that are compared. */
enum MemberSystem {
    CHORUS("Chorus", ChorusMember.class, true) {
        @Override
        String settings(double haste) {
            return "";
        }
    },

    JGROUPS("JGroups", JGroupsMember.class, true) {
        @Override
        String settings(double haste) {
            return "FD_ALL3 %s, timeout %s; VERIFY_SUSPECT2 %s"
                    .formatted(seconds(5, haste), seconds(40, haste), seconds(1.5, haste));
        }
    },

    SCALECUBE("scalecube-cluster", ScalecubeMember.class, false) {
        @Override
        String settings(double haste) {
            return "ping %s, timeout %s; gossip %s"
                    .formatted(seconds(1, haste), seconds(0.5, haste), seconds(0.2, haste));
        }
    },

    PEKKO("Pekko Cluster", PekkoMember.class, true) {
        @Override
        String settings(double haste) {
            return "heartbeat %s, acceptable pause %s; gossip %s; stable after %s"
                    .formatted(
                            seconds(1, haste),
                            seconds(3, haste),
                            seconds(1, haste),
                            seconds(20, haste));
        }
    },

    HAZELCAST("Hazelcast", HazelcastMember.class, false) {
        @Override
        double greatestHaste() {
            // A second is its least interval.
            return 5;
        }

        @Override
        String settings(double haste) {
            return "heartbeat %s, timeout %s".formatted(seconds(5, haste), seconds(60, haste));
        }
    };

    private final String title;
    private final Class<?> main;
    private final boolean suspects;

    /**
     * Describes a system.
     *
     * @param suspects whether it publishes suspicion
     */
    MemberSystem(String title, Class<?> main, boolean suspects) {
        this.title = title;
        this.main = main;
        this.suspects = suspects;
    }

    String title() {
        return this.title;
    }

    Class<?> main() {
        return this.main;
    }

    boolean suspects() {
        return this.suspects;
    }

    /** Greater than this it cannot be. */
    double greatestHaste() {
        return 1000;
    }

    /** The settings that a haste changes, in words. */
    abstract String settings(double haste);

    List<String> options() {
        return List.of();
    }

    /** As the command line and the hosts name it. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String seconds(double usual, double haste) {
        double seconds = usual / haste;
        return (seconds >= 1)
                ? String.format(Locale.ROOT, "%.3g s", seconds)
                : Math.round(seconds * 1000) + " ms";
    }
}
