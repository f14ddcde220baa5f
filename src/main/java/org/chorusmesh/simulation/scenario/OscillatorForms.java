package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.settings.Setting;

/** The {@code frequencies} and {@code phases} of a scenario file. */
final class OscillatorForms {

    private static final double MOST_RADIANS = 1e6;

    private static final double HZ = 2 * Math.PI;

    private static final List<Form<? extends InitialPhases>> PHASES =
            List.of(
                    Form.of(
                            "equal",
                            new InitialPhases.Equal(0),
                            (s, fallback) ->
                                    new InitialPhases.Equal(
                                            radians(s, "equal", fallback.radians()))),
                    Form.of(
                            "list",
                            new InitialPhases.Listed(List.of()),
                            (s, fallback) ->
                                    new InitialPhases.Listed(
                                            s.list(
                                                    "list",
                                                    fallback.radians(),
                                                    Kind.number(-MOST_RADIANS, MOST_RADIANS)))),
                    Form.word("random", new InitialPhases.Random()),
                    Form.of(
                            "order",
                            new InitialPhases.Order(1),
                            (s, fallback) ->
                                    new InitialPhases.Order(
                                            s.get("order", fallback.r(), Kind.number(0, 1)))),
                    Form.of(
                            "wrapped-cauchy",
                            new InitialPhases.WrappedCauchy(1),
                            (s, fallback) ->
                                    new InitialPhases.WrappedCauchy(
                                            s.get(
                                                    "wrapped-cauchy",
                                                    fallback.r(),
                                                    Kind.number(0, 1)))));

    private OscillatorForms() {}

    private static double radians(Section s, String field, double fallback) {
        return s.get(field, fallback, Kind.number(-MOST_RADIANS, MOST_RADIANS));
    }

    /**
     * Reads the initial phases.
     *
     * @param n number of nodes; 0 if it is unknown
     */
    static InitialPhases phases(Section scenario, InitialPhases fallback, int n) {
        if ("random".equals(scenario.given("phases"))) {
            return new InitialPhases.Random();
        }
        Section s = scenario.section("phases");
        InitialPhases phases = s.oneOf(fallback, PHASES);
        if (phases instanceof InitialPhases.Listed listed) {
            checkSize(s, listed.radians(), n);
        }
        s.close();
        return phases;
    }

    private static void checkSize(Section s, List<Double> list, int n) {
        int size = (s.given("list") instanceof List<?> given) ? given.size() : list.size();
        if (n > 0 && size != n) {
            s.fault("list", "must have one for each of %d nodes, has %d".formatted(n, size));
        }
    }

    /**
     * Reads the natural frequencies in the unit that the file states. They are written in rad/s, so
     * that no bit is lost.
     *
     * @param n number of nodes; 0 if it is unknown
     */
    static Frequencies frequencies(Section scenario, Frequencies fallback, int n) {
        Section s = scenario.section("frequencies");
        boolean hertz = s.isGiven() && s.get("unit", "Hz", Kind.word("Hz", "rad/s")).equals("Hz");
        if (!s.isGiven()) {
            s.get("unit", "rad/s", Kind.word("Hz", "rad/s"));
        }
        Frequencies frequencies = s.oneOf(fallback, forms(hertz ? HZ : 1));
        if (frequencies instanceof Frequencies.Listed listed) {
            checkSize(s, listed.radiansPerSecond(), n);
        }
        s.close();
        return frequencies;
    }

    /**
     * The forms in one unit.
     *
     * @param unit the unit in rad/s
     */
    private static List<Form<? extends Frequencies>> forms(double unit) {
        // A value is compared in the unit in which it is given, since a converted bound would be
        // rounded.
        double most =
                (unit == HZ)
                        ? Setting.FREQUENCY.max().doubleValue()
                        : HZ * Setting.FREQUENCY.max().doubleValue();
        return List.of(
                Form.of(
                        "equal",
                        new Frequencies.Equal(unit),
                        (s, fallback) ->
                                new Frequencies.Equal(
                                        Frequencies.clipped(
                                                unit
                                                        * s.get(
                                                                "equal",
                                                                fallback.radiansPerSecond() / unit,
                                                                Kind.number(-most, most))))),
                Form.of(
                        "list",
                        new Frequencies.Listed(List.of()),
                        (s, fallback) ->
                                new Frequencies.Listed(
                                        s
                                                .list(
                                                        "list",
                                                        fallback.radiansPerSecond(),
                                                        Kind.number(-most, most))
                                                .stream()
                                                .map((f) -> Frequencies.clipped(unit * f))
                                                .toList())),
                distributed("normal", Frequencies.Shape.NORMAL, unit, most),
                distributed("lorentz", Frequencies.Shape.LORENTZ, unit, most),
                distributed("uniform", Frequencies.Shape.UNIFORM, unit, most));
    }

    private static Form<Frequencies.Distributed> distributed(
            String word, Frequencies.Shape shape, double unit, double most) {
        return new Form<>(
                word,
                new Frequencies.Distributed(shape, 0, unit, true),
                (value) -> value instanceof Frequencies.Distributed d && d.shape() == shape,
                (s, fallback) -> {
                    Section d = s.section(word);
                    Frequencies.Distributed distributed =
                            new Frequencies.Distributed(
                                    shape,
                                    unit
                                            * d.get(
                                                    "centre",
                                                    fallback.centre() / unit,
                                                    Kind.number(-most, most)),
                                    unit
                                            * d.get(
                                                    "width",
                                                    fallback.width() / unit,
                                                    Kind.number(0, most)),
                                    d.get("quantiles", fallback.quantiles(), Kind.FLAG));
                    d.close();
                    return distributed;
                });
    }
}
