package org.chorusmesh.service;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The phase that a node starts at, unless it takes over that of a mesh.
 *
 * @param radians finite; empty for a random one
 */
public record InitialPhase(OptionalDouble radians) {

    /**
     * Reads a property value; Spring's conversion finds this method by its name.
     *
     * @param text a finite number of radians, or {@code random}
     * @throws IllegalArgumentException if it is neither
     */
    public static InitialPhase valueOf(String text) {
        if (text.trim().toLowerCase(Locale.ROOT).equals("random")) {
            return new InitialPhase(OptionalDouble.empty());
        }
        double radians = Double.parseDouble(text.trim());
        if (!Double.isFinite(radians)) {
            throw new IllegalArgumentException("The initial phase must be finite");
        }
        return new InitialPhase(OptionalDouble.of(radians));
    }

    double draw(RandomGenerator random) {
        return this.radians.orElseGet(() -> 2 * Math.PI * random.nextDouble());
    }
}
