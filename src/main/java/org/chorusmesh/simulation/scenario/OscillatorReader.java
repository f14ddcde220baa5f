package org.chorusmesh.simulation.scenario;

import java.util.List;
import java.util.Locale;
import org.chorusmesh.settings.Setting;

/** Reads natural frequencies and initial phases. */
final class OscillatorReader {

    private static final double MOST_RADIANS = 1e6;

    private OscillatorReader() {}

    /**
     * Natural frequencies.
     *
     * @param n how many nodes there are; 0 if nobody knows
     */
    static Frequencies frequencies(Section scenario, int n) {
        Frequencies usual = new Frequencies.Equal(2 * Math.PI);
        if (!scenario.has("frequencies")) {
            return usual;
        }
        Section s = scenario.section("frequencies");
        double scale = s.word("unit", "Hz", "Hz", "rad/s").equals("Hz") ? 2 * Math.PI : 1;
        double most = Setting.FREQUENCY.max().doubleValue() * 2 * Math.PI / scale;
        String which = s.oneOf("equal", "list", "normal", "lorentz", "uniform");
        Frequencies frequencies = usual;
        if ("equal".equals(which)) {
            frequencies = new Frequencies.Equal(scaled(scale, s.number("equal", 1, -most, most)));
        } else if ("list".equals(which)) {
            List<Double> list = s.numbers("list", -most, most);
            checkSize(s, list, n);
            frequencies =
                    new Frequencies.Listed(list.stream().map((f) -> scaled(scale, f)).toList());
        } else if (which != null) {
            Section d = s.section(which);
            Frequencies.Shape shape = Frequencies.Shape.valueOf(which.toUpperCase(Locale.ROOT));
            frequencies =
                    new Frequencies.Distributed(
                            shape,
                            scale * d.number("centre", 0, -most, most),
                            scale * d.number("width", 1, 0, most),
                            d.flag("quantiles", true));
            d.close();
        }
        s.close();
        return frequencies;
    }

    private static double scaled(double scale, double frequency) {
        return Math.max(-Frequencies.FASTEST, Math.min(Frequencies.FASTEST, scale * frequency));
    }

    private static void checkSize(Section s, List<Double> list, int n) {
        if (n > 0 && list.size() != n) {
            s.fault("list", "must have one for each of %d nodes, has %d".formatted(n, list.size()));
        }
    }

    /**
     * Initial phases.
     *
     * @param n how many nodes there are; 0 if nobody knows
     */
    static InitialPhases phases(Section scenario, int n) {
        InitialPhases phases = new InitialPhases.Random();
        if (!scenario.has("phases") || "random".equals(scenario.raw("phases"))) {
            return phases;
        }
        Section s = scenario.section("phases");
        String which = s.oneOf("equal", "list", "random", "order", "wrapped-cauchy");
        if ("equal".equals(which)) {
            phases = new InitialPhases.Equal(s.number("equal", 0, -MOST_RADIANS, MOST_RADIANS));
        } else if ("list".equals(which)) {
            List<Double> list = s.numbers("list", -MOST_RADIANS, MOST_RADIANS);
            checkSize(s, list, n);
            phases = new InitialPhases.Listed(list);
        } else if ("order".equals(which)) {
            phases = new InitialPhases.Order(s.number("order", 1, 0, 1));
        } else if ("wrapped-cauchy".equals(which)) {
            phases = new InitialPhases.WrappedCauchy(s.number("wrapped-cauchy", 1, 0, 1));
        } else if ("random".equals(which)) {
            int before = s.faults();
            if (!s.flag("random", true) && s.faults() == before) {
                s.fault("random", "must be true, or leave it out");
            }
        }
        s.close();
        return phases;
    }
}
