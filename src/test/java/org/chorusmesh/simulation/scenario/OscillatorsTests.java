package org.chorusmesh.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chorusmesh.simulation.scenario.ScenarioFaults.faults;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frequencies and first phases that a scenario gives or draws for its oscillators. */
class OscillatorsTests {

    @Test
    void theTailsOfADistributionAreHeldInRange() {
        double[] omega =
                new Frequencies.Distributed(Frequencies.Shape.LORENTZ, 0, 1, true)
                        .of(100_000, new Chance(1));
        assertThat(omega[0]).isEqualTo(-Frequencies.FASTEST);
        assertThat(omega[99_999]).isEqualTo(Frequencies.FASTEST);
        assertThat(omega[25_000]).isCloseTo(-1, within(1e-4));
    }

    @Test
    void wrappedCauchyPhasesHaveTheOrderTheyAreGiven() {
        double[] theta = new InitialPhases.WrappedCauchy(0.3).of(1000, new Chance(1));
        double real = 0;
        for (double phase : theta) {
            real += Math.cos(phase) / theta.length;
        }
        assertThat(real).isCloseTo(0.3, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({
        "Hz, 1000, true",
        "Hz, -1000, true",
        "Hz, 1000.001, false",
        "rad/s, 6283.185307179586, true",
        "rad/s, 6283.2, false"
    })
    void aFrequencyIsComparedInTheUnitThatIsGiven(String unit, double value, boolean isTaken) {
        String most = unit.equals("Hz") ? "1000" : "6283.185307179586";
        for (String form :
                List.of(
                        "equal: " + value,
                        "list: [" + value + ", 0]",
                        "normal: {centre: " + value + "}",
                        "uniform: {width: " + Math.abs(value) + "}")) {
            String yaml =
                    "nodes: 2\nduration: 1s\nfrequencies: {unit: %s, %s}".formatted(unit, form);
            if (isTaken) {
                double[] omega = ScenarioReader.parse(yaml).frequencies().of(2, new Chance(1));
                assertThat(Math.abs(omega[0])).isLessThanOrEqualTo(Frequencies.FASTEST);
            } else {
                assertThat(faults(yaml))
                        .singleElement()
                        .asString()
                        .contains(" and " + most + ", is " + Math.abs(value));
            }
        }
    }
}
