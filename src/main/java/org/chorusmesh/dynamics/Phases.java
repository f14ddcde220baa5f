package org.chorusmesh.dynamics;

/** Angles on the circle, in radians. */
public final class Phases {

    /** One turn. */
    public static final double TURN = 2 * Math.PI;

    private Phases() {}

    /**
     * The same angle in [0, 2π).
     *
     * @param angle radians, finite
     */
    public static double wrap(double angle) {
        if (angle >= 0 && angle < TURN) {
            return angle;
        }
        double wrapped = angle - TURN * StrictMath.floor(angle / TURN);
        // Rounding can put a tiny negative angle on the far end itself.
        return (wrapped >= 0 && wrapped < TURN) ? wrapped : 0;
    }

    /** The shortest way from {@code to} to {@code from}: {@code from − to} in [−π, π]. */
    public static double difference(double from, double to) {
        return StrictMath.IEEEremainder(from - to, TURN);
    }
}
