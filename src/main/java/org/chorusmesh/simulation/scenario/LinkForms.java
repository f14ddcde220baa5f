package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a scenario file says what links do. */
final class LinkForms {

    private static final long MAX_NANOS = 3_600_000_000_000L;

    private static final Kind<Long> NANOS = Kind.span(0, MAX_NANOS);

    private static final Kind<Double> SHARE = Kind.number(0, 1);

    private static final List<Form<? extends Distribution>> DISTRIBUTIONS =
            List.of(
                    Form.of(
                            "constant",
                            new Distribution.Constant(0),
                            (s, usual) ->
                                    new Distribution.Constant(
                                            s.get("constant", usual.nanos(), NANOS))),
                    Form.of("uniform", new Distribution.Uniform(0, 0), LinkForms::uniform),
                    Form.of(
                            "exponential",
                            new Distribution.Exponential(0, 0),
                            LinkForms::exponential),
                    Form.of(
                            "list",
                            new Distribution.OneOf(List.of(0L)),
                            (s, usual) -> oneOf(s, "list", usual)));

    private LinkForms() {}

    /** A link model. */
    static LinkModel model(Section s, LinkModel usual) {
        Section reorder = s.section("reorder");
        Section stall = s.section("stall");
        LinkModel model =
                new LinkModel(
                        s.get("loss", usual.loss(), Kind.number(0, 1)),
                        distribution(s, "delay", usual.delay()),
                        distribution(s, "jitter", usual.jitter()),
                        s.get("ordered", usual.ordered(), Kind.FLAG),
                        reorder.get("probability", usual.reorder(), Kind.number(0, 1)),
                        distribution(reorder, "by", usual.reorderBy()),
                        s.get("duplicate", usual.duplicate(), Kind.number(0, 1)),
                        stall.get("probability", usual.stall(), Kind.number(0, 1)),
                        distribution(stall, "for", usual.stallFor()),
                        s.get("bandwidth", usual.bytesPerSecond(), Kind.number(0, 1e12)));
        reorder.close();
        stall.close();
        return model;
    }

    /** A duration, a list of them, or a mapping of a form. */
    private static Distribution distribution(Section s, String field, Distribution usual) {
        @Nullable Object raw = s.given(field);
        if (raw instanceof List || (raw == null && usual instanceof Distribution.OneOf)) {
            return oneOf(s, field, usual);
        }
        if (raw instanceof Map || (raw == null && !(usual instanceof Distribution.Constant))) {
            Section form = s.section(field);
            Distribution distribution = form.oneOf(usual, DISTRIBUTIONS);
            form.close();
            return distribution;
        }
        return new Distribution.Constant(s.get(field, usual.floorNanos(), NANOS));
    }

    private static Distribution.OneOf oneOf(Section s, String field, Distribution usual) {
        List<Long> values =
                (usual instanceof Distribution.OneOf other)
                        ? other.nanos()
                        : List.of(usual.floorNanos());
        List<Long> nanos = s.some(field, values, NANOS);
        return new Distribution.OneOf(nanos.isEmpty() ? values : nanos);
    }

    private static Distribution.Uniform uniform(Section s, Distribution.Uniform usual) {
        Section u = s.section("uniform");
        long from = u.get("from", usual.floorNanos(), NANOS);
        u.demandUnlessMisspelt("to");
        long to = u.get("to", Math.max(from, usual.ceilingNanos()), Kind.span(from, MAX_NANOS));
        u.close();
        return new Distribution.Uniform(from, to);
    }

    private static Distribution.Exponential exponential(Section s, Distribution.Exponential usual) {
        Section e = s.section("exponential");
        long least = e.get("least", usual.floorNanos(), NANOS);
        e.demandUnlessMisspelt("mean");
        long mean = e.get("mean", usual.meanNanos(), NANOS);
        e.close();
        return new Distribution.Exponential(least, mean);
    }
}
