package org.chorusmesh.service;

import java.util.Locale;
import org.chorusmesh.overlay.Overlay;

/**
 * How many neighbours a node of a large mesh has.
 *
 * @param degree an even number from {@value Overlay#MIN_DEGREE} to {@value Overlay#MAX_DEGREE}, or
 *     {@link Overlay#FULL} if all others are its neighbours
 */
public record OverlayDegree(int degree) {

    private static final String FULL = "full";

    public OverlayDegree {
        Overlay.check(degree);
    }

    /**
     * Reads a property value; Spring's conversion finds this method by its name.
     *
     * @param text an even number from 4 to 64, or {@code full}
     * @throws IllegalArgumentException if it is neither
     */
    public static OverlayDegree valueOf(String text) {
        if (text.trim().toLowerCase(Locale.ROOT).equals(FULL)) {
            return new OverlayDegree(Overlay.FULL);
        }
        int degree = Integer.parseInt(text.trim());
        if (degree == Overlay.FULL) {
            throw new IllegalArgumentException("A full mesh is 'full', not " + degree);
        }
        return new OverlayDegree(degree);
    }
}
