package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.beat.BeatReport;
import org.chorusmesh.members.ListVote;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.Members;
import org.jspecify.annotations.Nullable;

/** How a scenario file says who takes part in beats, and what is done by them. */
final class BeatForms {

    private static final long MAX_EVERY = 1_000_000_000L;

    private BeatForms() {}

    /**
     * The section of beats.
     *
     * @param isCounted whether the number of nodes is known
     */
    static Beats read(Section scenario, Beats usual, Topology topology, int n, boolean isCounted) {
        Section s = scenario.section("beats");
        boolean few = topology instanceof Topology.Full && n <= Beats.MAX_USUAL_NODES;
        boolean otherwise = scenario.isGiven() ? few || s.isGiven() : usual.on();
        boolean on = s.get("enabled", otherwise, Kind.FLAG);
        Beats read =
                new Beats(
                        on,
                        s.get("hold", usual.holdNanos(), Kind.span(0, MemberRules.MAX_HOLD_NANOS)),
                        s.get("expected", usual.expected(), Kind.integer(0, Members.MAX_IDS)),
                        s.find("radius", usual.radius(), Kind.integer(1, ListVote.MAX_RADIUS)),
                        firstNumbers(s, usual.firstNumbers(), n, isCounted),
                        s.sections(
                                "jobs",
                                usual.jobs(),
                                new Beats.Job(1, 0, Beats.By.ALL),
                                BeatForms::job));
        if (!on && s.isSound("jobs") && !read.jobs().isEmpty()) {
            s.fault("jobs", "need beats, which are off");
        }
        s.close();
        return read;
    }

    private static List<Long> firstNumbers(Section s, List<Long> usual, int n, boolean isCounted) {
        List<Long> numbers = s.list("first-numbers", usual, Kind.whole(0, BeatReport.MAX_NUMBER));
        if (isCounted && s.isSound("first-numbers") && !numbers.isEmpty() && numbers.size() != n) {
            s.fault(
                    "first-numbers",
                    "must be one for each of %d nodes, has %d".formatted(n, numbers.size()));
        }
        return numbers;
    }

    private static Beats.Job job(Section s, Beats.Job usual) {
        s.demand("every");
        long every = s.get("every", usual.every(), Kind.whole(1, MAX_EVERY));
        long offset = s.get("offset", usual.offset(), Kind.whole(0, MAX_EVERY));
        Beats.By by = s.get("by", usual.by(), Kind.choice(Beats.By.class));
        @Nullable Object given = s.given("offset");
        if (given != null && s.isSound("every") && s.isSound("offset") && s.isSound("by")) {
            if (by == Beats.By.TURN && offset != 0) {
                s.fault("offset", "must be 0 for turns, whose cycle begins at 0");
            } else if (offset >= every) {
                s.fault("offset", "must be below every, which is " + every);
            }
        }
        return new Beats.Job(every, offset, by);
    }
}
