package org.chorusmesh.benchmarks.membership;

import java.util.List;
import java.util.Locale;

/** The systems that are compared. */
enum MemberSystem {
    CHORUS("Chorus", ChorusMember.class, true, 1) {
        @Override
        String settings(double haste) {
            return "";
        }
    },

    JGROUPS("JGroups", JGroupsMember.class, true, 1) {
        @Override
        String settings(double haste) {
            return "FD_ALL3 %s, timeout %s; VERIFY_SUSPECT2 %s"
                    .formatted(seconds(5, haste), seconds(40, haste), seconds(1.5, haste));
        }
    },

    SCALECUBE("scalecube-cluster", ScalecubeMember.class, false, 1) {
        @Override
        double budgetHaste(int members) {
            // It pings one other, however many there are.
            return super.budgetHaste(members) * (members - 1) / 4;
        }

        @Override
        String settings(double haste) {
            return "ping %s, timeout %s; gossip %s"
                    .formatted(seconds(1, haste), seconds(0.5, haste), seconds(0.2, haste));
        }
    },

    PEKKO("Pekko Cluster", PekkoMember.class, true, 1) {
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

    HAZELCAST("Hazelcast", HazelcastMember.class, false, 5) {
        @Override
        String settings(double haste) {
            return "heartbeat %s, timeout %s".formatted(seconds(5, haste), seconds(60, haste));
        }
    };

    private final String title;
    private final Class<?> main;
    private final boolean suspects;
    private final double budgetHaste;

    /**
     * Describes a system.
     *
     * @param suspects whether it publishes suspicion
     * @param budgetHaste haste at which five members send about as many packets as Chorus
     */
    MemberSystem(String title, Class<?> main, boolean suspects, double budgetHaste) {
        this.title = title;
        this.main = main;
        this.suspects = suspects;
        this.budgetHaste = budgetHaste;
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

    double budgetHaste(int members) {
        return this.budgetHaste;
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
