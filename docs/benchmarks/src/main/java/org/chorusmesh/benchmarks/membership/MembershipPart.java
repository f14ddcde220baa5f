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

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public void run(Bench bench) {
        StringBuilder all = new StringBuilder();
        List<MemberSystem> systems = systems(bench);
        for (String members : bench.options().list("members", "5")) {
            for (boolean budget : new boolean[] {false, true}) {
                all.append(round(bench, systems, Integer.parseInt(members), budget));
                bench.network().clear();
            }
        }
        bench.results().write(name(), all.toString());
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
            Bench bench, List<MemberSystem> systems, int members, boolean budget) {
        String title = members + " members, " + (budget ? "at an equal budget" : "at the defaults");
        bench.say("%s", title);
        Round round = new Round(bench, systems, members, budget);
        round.idle(10, bench.options().quick() ? 10 : 30);
        for (Fault fault : Fault.values()) {
            int trials = bench.options().trials(budget ? 5 : fault == Fault.KILL ? 3 : 2);
            for (int i = 0; i < trials; i++) {
                round.fail(fault);
            }
        }
        for (int i = 0; i < bench.options().trials(2); i++) {
            round.pause();
        }
        return "\n**" + title + "**\n\n" + table(round.seen(), budget);
    }

    private static MarkdownTable table(Map<Cluster, Seen> seen, boolean budget) {
        List<String> heads = new ArrayList<>(List.of("", "packets", "bytes", "core"));
        for (Fault fault : Fault.values()) {
            heads.add(fault.title() + ": suspect");
            heads.add("removed");
        }
        heads.add("paused 5 s: by it");
        heads.add("of it");
        MarkdownTable table = new MarkdownTable(heads.toArray(String[]::new));
        seen.forEach((cluster, of) -> table.row(row(cluster, of, budget)));
        return table;
    }

    private static Object[] row(Cluster cluster, Seen of, boolean budget) {
        MemberSystem system = cluster.system();
        String settings = budget ? system.settings(cluster.haste()) : "";
        List<Object> cells = new ArrayList<>();
        cells.add(system.title() + (settings.isEmpty() ? "" : ": " + settings));
        cells.add(String.format(Locale.ROOT, "%.1f", of.packets));
        cells.add(String.format(Locale.ROOT, "%.0f", of.bytes));
        cells.add(String.format(Locale.ROOT, "%.1f %%", of.cpuPercent));
        for (Fault fault : Fault.values()) {
            cells.add(system.suspects() ? of.suspected.get(fault).medianAndTail(2) : "—");
            cells.add(of.removed.get(fault).medianAndTail(2));
        }
        cells.add(wrong(system, of.suspicionsByThePaused, of.removalsByThePaused, of.pauses));
        cells.add(wrong(system, of.suspicionsOfThePaused, of.removalsOfThePaused, of.pauses));
        return cells.toArray();
    }

    private static String wrong(MemberSystem system, int suspicions, int removals, int pauses) {
        return String.format(
                Locale.ROOT,
                "%s / %.1f",
                system.suspects()
                        ? String.format(Locale.ROOT, "%.1f", (double) suspicions / pauses)
                        : "—",
                (double) removals / pauses);
    }
}
