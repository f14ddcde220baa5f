package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The link models of a scenario file. */
final class LinkForms {

    private static final long MAX_NANOS = 3_600_000_000_000L;

    private static final Kind<Long> NANOS = Kind.span(0, MAX_NANOS);

    private static final Kind<Double> SHARE = Kind.number(0, 1);

    private static final List<Form<? extends Distribution>> DISTRIBUTIONS =
            List.of(
                    Form.of(
                            "constant",
                            new Distribution.Constant(0),
                            (s, fallback) ->
                                    new Distribution.Constant(
                                            s.get("constant", fallback.nanos(), NANOS))),
                    Form.of("uniform", new Distribution.Uniform(0, 0), LinkForms::uniform),
                    Form.of(
                            "exponential",
                            new Distribution.Exponential(0, 0),
                            LinkForms::exponential),
                    Form.of(
                            "list",
                            new Distribution.OneOf(List.of(0L)),
                            (s, fallback) -> oneOf(s, "list", fallback)));

    private LinkForms() {}

    /** Reads a link model. */
    static LinkModel model(Section s, LinkModel fallback) {
        Section reorder = s.section("reorder");
        Section stall = s.section("stall");
        LinkModel model =
                new LinkModel(
                        s.get("loss", fallback.loss(), Kind.number(0, 1)),
                        distribution(s, "delay", fallback.delay()),
                        distribution(s, "jitter", fallback.jitter()),
                        s.get("ordered", fallback.ordered(), Kind.FLAG),
                        reorder.get("probability", fallback.reorder(), Kind.number(0, 1)),
                        distribution(reorder, "by", fallback.reorderBy()),
                        s.get("duplicate", fallback.duplicate(), Kind.number(0, 1)),
                        stall.get("probability", fallback.stall(), Kind.number(0, 1)),
                        distribution(stall, "for", fallback.stallFor()),
                        s.get("bandwidth", fallback.bytesPerSecond(), Kind.number(0, 1e12)));
        reorder.close();
        stall.close();
        return model;
    }

    /**
     * Reads a distribution: a duration, a list of durations, or a mapping with one of the forms.
     */
    private static Distribution distribution(Section s, String field, Distribution fallback) {
        @Nullable Object raw = s.given(field);
        if (raw instanceof List || (raw == null && fallback instanceof Distribution.OneOf)) {
            return oneOf(s, field, fallback);
        }
        if (raw instanceof Map || (raw == null && !(fallback instanceof Distribution.Constant))) {
            Section form = s.section(field);
            Distribution distribution = form.oneOf(fallback, DISTRIBUTIONS);
            form.close();
            return distribution;
        }
        return new Distribution.Constant(s.get(field, fallback.floorNanos(), NANOS));
    }

    private static Distribution.OneOf oneOf(Section s, String field, Distribution fallback) {
        List<Long> values =
                (fallback instanceof Distribution.OneOf other)
                        ? other.nanos()
                        : List.of(fallback.floorNanos());
        List<Long> nanos = s.some(field, values, NANOS);
        return new Distribution.OneOf(nanos.isEmpty() ? values : nanos);
    }

    private static Distribution.Uniform uniform(Section s, Distribution.Uniform fallback) {
        Section u = s.section("uniform");
        long from = u.get("from", fallback.floorNanos(), NANOS);
        u.demandUnlessMisspelt("to");
        long to = u.get("to", Math.max(from, fallback.ceilingNanos()), Kind.span(from, MAX_NANOS));
        u.close();
        return new Distribution.Uniform(from, to);
    }

    private static Distribution.Exponential exponential(
            Section s, Distribution.Exponential fallback) {
        Section e = s.section("exponential");
        long least = e.get("least", fallback.floorNanos(), NANOS);
        e.demandUnlessMisspelt("mean");
        long mean = e.get("mean", fallback.meanNanos(), NANOS);
        e.close();
        return new Distribution.Exponential(least, mean);
    }
}
