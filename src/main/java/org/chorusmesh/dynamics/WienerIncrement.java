package org.chorusmesh.dynamics;

import java.util.random.RandomGenerator;

/**
 * The random part of a noisy step, √(2D) dW over h: normal with mean 0 and variance 2·D·h. Drawn by
 * Box and Muller's (1958) transform in strict arithmetic, since the platform's own normal deviates
 * may change between Java versions.
 */
public final class WienerIncrement {

    private WienerIncrement() {}

    /**
     * One increment, radians.
     *
     * @param noise D, rad²/s, ≥ 0; where it is 0 nothing is drawn
     * @param seconds h, ≥ 0
     * @param random source of chance
     */
    public static double draw(double noise, double seconds, RandomGenerator random) {
        if (noise == 0) {
            return 0;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        double normal = radius * StrictMath.cos(Phases.TURN * random.nextDouble());
        return StrictMath.sqrt(2 * noise * seconds) * normal;
    }
}
