package org.chorusmesh.node;

import java.util.random.RandomGenerator;
import org.chorusmesh.dynamics.Field;
import org.chorusmesh.dynamics.KuramotoStep;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.dynamics.WienerIncrement;
import org.chorusmesh.settings.Settings;

/** The phase of the node, and the rate that its reports state. */
final class Oscillator {

    private static final double SECONDS_PER_NANO = 1e-9;

    private final RandomGenerator random;
    private double initialPhase;
    private double phase;
    private double rate;

    Oscillator(double initialPhase, double naturalFrequency, RandomGenerator random) {
        this.random = random;
        this.initialPhase = Phases.wrap(initialPhase);
        this.phase = this.initialPhase;
        this.rate = naturalFrequency;
    }

    /** Radians in [0, 2π). */
    double phase() {
        return this.phase;
    }

    /** dθ/dt without the noise, rad/s. */
    double rate() {
        return this.rate;
    }

    /**
     * Sets the phase. A node that is still joining also starts from it.
     *
     * @return by how much it moves, the shorter way, radians
     */
    double set(double radians) {
        double moved = Phases.difference(radians, this.phase);
        this.phase = Phases.wrap(radians);
        this.initialPhase = this.phase;
        return moved;
    }

    /**
     * Adds to the phase.
     *
     * @return by how much it moves, the shorter way, radians
     */
    double kick(double radians) {
        double next = Phases.wrap(this.phase + radians);
        double moved = Phases.difference(next, this.phase);
        this.phase = next;
        this.initialPhase = Phases.wrap(this.initialPhase + radians);
        return moved;
    }

    /** Takes over the present phase of a field, or the initial phase if the field is empty. */
    void align(Field field, Settings settings) {
        this.phase = field.isEmpty() ? this.initialPhase : Phases.wrap(field.angle());
        this.rate = take(field, settings, 0).rate();
    }

    /**
     * Advances the phase.
     *
     * @param midField the field of the peers at the middle of the elapsed time
     * @return by how much the phase moves, radians, whole turns included
     */
    double advance(Field midField, Settings settings, long elapsedNanos) {
        double seconds = elapsedNanos * SECONDS_PER_NANO;
        KuramotoStep step = take(midField, settings, seconds);
        double noise = WienerIncrement.draw(settings.noise(), seconds, this.random);
        this.phase = Phases.wrap(this.phase + step.advance() + noise);
        this.rate = step.rate();
        return step.advance() + noise;
    }

    private KuramotoStep take(Field midField, Settings settings, double seconds) {
        return KuramotoStep.take(
                this.phase,
                settings.naturalFrequency(),
                settings.coupling(),
                settings.phaseLag(),
                midField,
                seconds);
    }
}
