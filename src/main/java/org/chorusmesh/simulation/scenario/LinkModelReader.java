package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.Map;

/** Reads what links do. */
final class LinkModelReader {

    private static final long MAX_NANOS = 3_600_000_000_000L;

    private LinkModelReader() {}

    /** A link model; what is not said is as in another. */
    static LinkModel read(Section s, LinkModel base) {
        Section reorder = s.section("reorder");
        Section stall = s.section("stall");
        LinkModel model =
                new LinkModel(
                        s.number("loss", base.loss(), 0, 1),
                        distribution(s, "delay", base.delay()),
                        distribution(s, "jitter", base.jitter()),
                        s.flag("ordered", base.ordered()),
                        reorder.number("probability", base.reorder(), 0, 1),
                        distribution(reorder, "by", or(base.reorderBy(), 100_000_000L)),
                        s.number("duplicate", base.duplicate(), 0, 1),
                        stall.number("probability", base.stall(), 0, 1),
                        distribution(stall, "for", or(base.stallFor(), 200_000_000L)),
                        s.number("bandwidth", base.bytesPerSecond(), 0, 1e12));
        reorder.close();
        stall.close();
        s.close();
        return model;
    }

    private static Distribution or(Distribution base, long usualNanos) {
        return base.equals(Distribution.NONE) ? new Distribution.Constant(usualNanos) : base;
    }

    /**
     * A duration, a list of them, or a mapping {@code uniform: {from, to}} or {@code exponential:
     * {least, mean}}.
     */
    static Distribution distribution(Section s, String field, Distribution otherwise) {
        Object raw = s.raw(field);
        if (raw == null) {
            return otherwise;
        }
        if (raw instanceof List<?> list) {
            List<Long> nanos = s.durations(field, 0, MAX_NANOS);
            if (list.isEmpty()) {
                s.fault(field, "must not be empty");
            }
            return nanos.isEmpty() ? otherwise : new Distribution.OneOf(nanos);
        }
        if (!(raw instanceof Map)) {
            return new Distribution.Constant(s.duration(field, 0, 0, MAX_NANOS));
        }
        Section d = s.section(field);
        Distribution distribution = otherwise;
        String which = d.oneOf("constant", "uniform", "exponential", "list");
        if ("constant".equals(which)) {
            distribution = new Distribution.Constant(d.duration("constant", 0, 0, MAX_NANOS));
        } else if ("list".equals(which)) {
            distribution = distribution(d, "list", otherwise);
        } else if ("uniform".equals(which)) {
            Section u = d.section(which);
            long from = u.duration("from", 0, 0, MAX_NANOS);
            u.demandUnlessMisspelt("to", "from");
            distribution = new Distribution.Uniform(from, u.duration("to", from, from, MAX_NANOS));
            u.close();
        } else if ("exponential".equals(which)) {
            Section e = d.section(which);
            e.demandUnlessMisspelt("mean", "least");
            distribution =
                    new Distribution.Exponential(
                            e.duration("least", 0, 0, MAX_NANOS),
                            e.duration("mean", 0, 0, MAX_NANOS));
            e.close();
        }
        d.close();
        return distribution;
    }
}
