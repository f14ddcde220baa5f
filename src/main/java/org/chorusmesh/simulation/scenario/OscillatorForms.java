package org.chorusmesh.simulation.scenario;

import java.util.List;
import org.chorusmesh.settings.Setting;

/** How a scenario file says natural frequencies and initial phases. */
final class OscillatorForms {

    private static final double MOST_RADIANS = 1e6;

    private static final double HZ = 2 * Math.PI;

    private static final List<Form<? extends InitialPhases>> PHASES =
            List.of(
                    Form.of(
                            "equal",
                            new InitialPhases.Equal(0),
                            (s, usual) ->
                                    new InitialPhases.Equal(radians(s, "equal", usual.radians()))),
                    Form.of(
                            "list",
                            new InitialPhases.Listed(List.of()),
                            (s, usual) ->
                                    new InitialPhases.Listed(
                                            s.list(
                                                    "list",
                                                    usual.radians(),
                                                    Kind.number(-MOST_RADIANS, MOST_RADIANS)))),
                    Form.word("random", new InitialPhases.Random()),
                    Form.of(
                            "order",
                            new InitialPhases.Order(1),
                            (s, usual) ->
                                    new InitialPhases.Order(
                                            s.get("order", usual.r(), Kind.number(0, 1)))),
                    Form.of(
                            "wrapped-cauchy",
                            new InitialPhases.WrappedCauchy(1),
                            (s, usual) ->
                                    new InitialPhases.WrappedCauchy(
                                            s.get(
                                                    "wrapped-cauchy",
                                                    usual.r(),
                                                    Kind.number(0, 1)))));

    private OscillatorForms() {}

    private static double radians(Section s, String field, double usual) {
        return s.get(field, usual, Kind.number(-MOST_RADIANS, MOST_RADIANS));
    }

    /**
     * Initial phases.
     *
     * @param n how many nodes there are; 0 if that is unknown
     */
    static InitialPhases phases(Section scenario, InitialPhases usual, int n) {
        if ("random".equals(scenario.given("phases"))) {
            return new InitialPhases.Random();
        }
        Section s = scenario.section("phases");
        InitialPhases phases = s.oneOf(usual, PHASES);
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
     * Natural frequencies, in the unit that the file says; written in rad/s, to the last bit.
     *
     * @param n how many nodes there are; 0 if that is unknown
     */
    static Frequencies frequencies(Section scenario, Frequencies usual, int n) {
        Section s = scenario.section("frequencies");
        boolean hertz = s.isGiven() && s.get("unit", "Hz", Kind.word("Hz", "rad/s")).equals("Hz");
        if (!s.isGiven()) {
            s.get("unit", "rad/s", Kind.word("Hz", "rad/s"));
        }
        Frequencies frequencies = s.oneOf(usual, forms(hertz ? HZ : 1));
        if (frequencies instanceof Frequencies.Listed listed) {
            checkSize(s, listed.radiansPerSecond(), n);
        }
        s.close();
        return frequencies;
    }

    /**
     * The forms in one unit.
     *
     * @param unit rad/s in one of it
     */
    private static List<Form<? extends Frequencies>> forms(double unit) {
        // Compared as it was given; converted, a bound would not be the one that was stated.
        double most =
                (unit == HZ)
                        ? Setting.FREQUENCY.max().doubleValue()
                        : HZ * Setting.FREQUENCY.max().doubleValue();
        return List.of(
                Form.of(
                        "equal",
                        new Frequencies.Equal(unit),
                        (s, usual) ->
                                new Frequencies.Equal(
                                        Frequencies.clipped(
                                                unit
                                                        * s.get(
                                                                "equal",
                                                                usual.radiansPerSecond() / unit,
                                                                Kind.number(-most, most))))),
                Form.of(
                        "list",
                        new Frequencies.Listed(List.of()),
                        (s, usual) ->
                                new Frequencies.Listed(
                                        s
                                                .list(
                                                        "list",
                                                        usual.radiansPerSecond(),
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
                (s, usual) -> {
                    Section d = s.section(word);
                    Frequencies.Distributed distributed =
                            new Frequencies.Distributed(
                                    shape,
                                    unit
                                            * d.get(
                                                    "centre",
                                                    usual.centre() / unit,
                                                    Kind.number(-most, most)),
                                    unit
                                            * d.get(
                                                    "width",
                                                    usual.width() / unit,
                                                    Kind.number(0, most)),
                                    d.get("quantiles", usual.quantiles(), Kind.FLAG));
                    d.close();
                    return distributed;
                });
    }
}
