package org.chorusmesh.benchmarks.membership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chorusmesh.benchmarks.harness.Bench;
import org.chorusmesh.benchmarks.harness.MarkdownTable;
import org.chorusmesh.benchmarks.harness.Part;

/**
 * How soon the others know that a member has failed, what that costs while nothing happens, and how
 * often it is wrong; at the systems' defaults, then with the others' intervals shortened until they
 * send as many packets as Chorus.
 */
public final class MembershipPart implements Part {

    private static final String DEFAULTS = "defaults";
    private static final String BUDGET = "budget";

    private static final String NOTHING = "—";

    /** Chorus takes some seconds to slow down. */
    private static final double SETTLE_SECONDS = 20;

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public void run(Bench bench) {
        StringBuilder all = new StringBuilder();
        List<MemberSystem> systems = systems(bench);
        for (String members : bench.options().list("members", "5")) {
            Budget budget = new Budget();
            for (String settings : settings(bench)) {
                boolean equal = settings.equals(BUDGET);
                all.append(round(bench, systems, Integer.parseInt(members), budget, equal));
                bench.network().clear();
            }
        }
        bench.results().write(name(), all.toString());
    }

    private static List<String> settings(Bench bench) {
        List<String> known = List.of(DEFAULTS, BUDGET);
        List<String> settings = bench.options().list("settings", String.join(",", known));
        if (!known.containsAll(settings)) {
            throw new IllegalArgumentException("--settings: some of " + known);
        }
        return settings;
    }

    private static List<MemberSystem> systems(Bench bench) {
        List<String> known = Arrays.stream(MemberSystem.values()).map(MemberSystem::tag).toList();
        List<String> tags = bench.options().list("systems", String.join(",", known));
        if (!known.containsAll(tags)) {
            throw new IllegalArgumentException("--systems: some of " + known);
        }
        return tags.stream()
                .map((tag) -> MemberSystem.valueOf(tag.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static String round(
            Bench bench, List<MemberSystem> systems, int members, Budget budget, boolean equal) {
        String title = members + " members, " + (equal ? "at an equal budget" : "at the defaults");
        bench.say("%s", title);
        double seconds = bench.options().quick() ? 10 : 30;
        Round round = new Round(bench, systems, members, equal ? budget : new Budget());
        round.idle(SETTLE_SECONDS, seconds);
        if (equal) {
            round.balance(budget, SETTLE_SECONDS, seconds);
        } else {
            round.learnAll(budget);
        }
        round.beginToFail();
        for (Fault fault : Fault.values()) {
            int trials = bench.options().trials(equal || fault == Fault.KILL ? 3 : 2);
            for (int i = 0; i < trials; i++) {
                round.fail(fault);
            }
        }
        for (int i = 0; i < bench.options().trials(equal ? 2 : 1); i++) {
            round.pause();
        }
        return "\n**" + title + "**\n\n" + tables(round.seen(), equal);
    }

    private static String tables(Map<Cluster, Seen> seen, boolean equal) {
        MarkdownTable cost = cost(equal);
        MarkdownTable times = times();
        MarkdownTable pauses =
                new MarkdownTable(
                        "a member is stopped for 5 s",
                        "it suspects",
                        "it removes",
                        "it is suspected by",
                        "it is removed by");
        seen.forEach(
                (cluster, of) -> {
                    cost.row(costOf(cluster, of, equal));
                    times.row(timesOf(cluster.system(), of));
                    pauses.row(pausesOf(cluster.system(), of));
                });
        return cost + "\n" + times + "\n" + pauses;
    }

    private static MarkdownTable cost(boolean equal) {
        List<String> heads = new ArrayList<>(List.of("idle, a member and second"));
        if (equal) {
            heads.add("set to");
        }
        heads.addAll(List.of("packets", "bytes", "% of a core", "wrong removals"));
        return new MarkdownTable(heads.toArray(String[]::new));
    }

    private static Object[] costOf(Cluster cluster, Seen of, boolean equal) {
        List<Object> cells = new ArrayList<>(List.of(cluster.system().title()));
        if (equal) {
            cells.add(cluster.system().settings(cluster.haste()));
        }
        cells.add(String.format(Locale.ROOT, "%.1f", of.packets));
        cells.add(String.format(Locale.ROOT, "%.0f", of.bytes));
        cells.add(String.format(Locale.ROOT, "%.1f", of.cpuPercent));
        cells.add(of.wrongRemovals);
        return cells.toArray();
    }

    private static MarkdownTable times() {
        List<String> heads = new ArrayList<>(List.of("seconds, p50 / p99"));
        for (Fault fault : Fault.values()) {
            heads.add(fault.title() + ": suspect");
            heads.add("removed");
        }
        return new MarkdownTable(heads.toArray(String[]::new));
    }

    private static Object[] timesOf(MemberSystem system, Seen of) {
        List<Object> cells = new ArrayList<>(List.of(system.title()));
        for (Fault fault : Fault.values()) {
            cells.add(system.suspects() ? of.suspected.get(fault).medianAndTail(2) : NOTHING);
            cells.add(of.removed.get(fault).medianAndTail(2));
        }
        return cells.toArray();
    }

    private static Object[] pausesOf(MemberSystem system, Seen of) {
        return new Object[] {
            system.title(),
            system.suspects() ? each(of.suspicionsByThePaused, of) : NOTHING,
            each(of.removalsByThePaused, of),
            system.suspects() ? each(of.suspicionsOfThePaused, of) : NOTHING,
            each(of.removalsOfThePaused, of)
        };
    }

    private static String each(int count, Seen of) {
        return (of.pauses == 0)
                ? NOTHING
                : String.format(Locale.ROOT, "%.1f", (double) count / of.pauses);
    }
}
