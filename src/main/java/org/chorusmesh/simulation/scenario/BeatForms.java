package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.Members;
import org.jspecify.annotations.Nullable;

/** The {@code beats} section of a scenario file. */
final class BeatForms {

    private static final long MAX_EVERY = 1_000_000_000L;

    private BeatForms() {}

    /**
     * Reads the section.
     *
     * @param n number of nodes
     * @param isCounted whether the number of nodes is valid
     */
    static Beats read(
            Section scenario, Beats fallback, Topology topology, int n, boolean isCounted) {
        Section s = scenario.section("beats");
        boolean few = topology instanceof Topology.Full && n <= Beats.MAX_DEFAULT_NODES;
        boolean onByDefault = scenario.isGiven() ? few || s.isGiven() : fallback.on();
        boolean on = s.get("enabled", onByDefault, Kind.FLAG);
        Beats read =
                new Beats(
                        on,
                        s.get(
                                "hold",
                                fallback.holdNanos(),
                                Kind.span(0, MemberRules.MAX_HOLD_NANOS)),
                        s.get("expected", fallback.expected(), Kind.integer(0, Members.MAX_IDS)),
                        s.find("radius", fallback.radius(), Kind.integer(1, ListVote.MAX_RADIUS)),
                        firstNumbers(s, fallback.firstNumbers(), n, isCounted),
                        s.sections(
                                "jobs",
                                fallback.jobs(),
                                new Beats.Job(1, 0, Beats.By.ALL),
                                BeatForms::job));
        if (!on && s.isSound("jobs") && !read.jobs().isEmpty()) {
            s.fault("jobs", "require beats, but enabled is false");
        }
        s.close();
        return read;
    }

    private static List<Long> firstNumbers(
            Section s, List<Long> fallback, int n, boolean isCounted) {
        List<Long> numbers =
                s.list("first-numbers", fallback, Kind.whole(0, BeatReport.MAX_NUMBER));
        if (isCounted && s.isSound("first-numbers") && !numbers.isEmpty() && numbers.size() != n) {
            s.fault(
                    "first-numbers",
                    "must have one for each of %d nodes, has %d".formatted(n, numbers.size()));
        }
        return numbers;
    }

    private static Beats.Job job(Section s, Beats.Job fallback) {
        s.demand("every");
        long every = s.get("every", fallback.every(), Kind.whole(1, MAX_EVERY));
        long offset = s.get("offset", fallback.offset(), Kind.whole(0, MAX_EVERY));
        Beats.By by = s.get("by", fallback.by(), Kind.choice(Beats.By.class));
        @Nullable Object given = s.given("offset");
        if (given != null && s.isSound("every") && s.isSound("offset") && s.isSound("by")) {
            if (by == Beats.By.TURN && offset != 0) {
                s.fault("offset", "must be 0 for turns, whose cycle begins at 0");
            } else if (offset >= every) {
                s.fault("offset", "must be less than every, which is " + every);
            }
        }
        return new Beats.Job(every, offset, by);
    }
}
