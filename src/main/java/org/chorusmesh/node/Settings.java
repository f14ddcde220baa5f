package org.chorusmesh.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator may change while the node runs.
 *
 * @param coupling K, rad/s, 0 … 1000
 * @param frequencyHz the node's natural frequency, Hz, −1000 … 1000
 * @param phaseLag Sakaguchi's α, radians, −π … π
 * @param noise D of the noise √(2D) dW, rad²/s, 0 … 1000
 * @param stepNanos how often the node integrates, 100 µs … 10 s
 * @param gossipPeriodNanos how often it reports, at least one step, at most a fifth of the TTL
 * @param ttlNanos the silence at which a peer leaves the table, 1 ms … 1 day
 */
public record Settings(
        double coupling,
        double frequencyHz,
        double phaseLag,
        double noise,
        long stepNanos,
        long gossipPeriodNanos,
        long ttlNanos) {

    public static final double MAX_COUPLING = 1000;
    public static final double MAX_FREQUENCY_HZ = 1000;
    public static final double MAX_NOISE = 1000;
    public static final long MIN_STEP_NANOS = 100_000L;
    public static final long MAX_STEP_NANOS = 10_000_000_000L;
    public static final long MIN_TTL_NANOS = 1_000_000L;
    public static final long MAX_TTL_NANOS = 86_400_000_000_000L;

    /** The TTL holds at least this many gossip periods. */
    public static final int PERIODS_PER_TTL = 5;

    /** 1 Hz, K = 2.5 rad/s, no lag and no noise, step 10 ms, gossip every 50 ms, TTL 2 s. */
    public static Settings defaults() {
        return new Settings(2.5, 1, 0, 0, 10_000_000L, 50_000_000L, 2_000_000_000L);
    }

    /** The values by their names as REST spells them, to be read by people. */
    Map<String, Object> byName() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("coupling", this.coupling);
        values.put("frequencyHz", this.frequencyHz);
        values.put("phaseLag", this.phaseLag);
        values.put("noise", this.noise);
        values.put("ttl", seconds(this.ttlNanos));
        values.put("step", seconds(this.stepNanos));
        values.put("gossipPeriod", seconds(this.gossipPeriodNanos));
        return values;
    }

    private static String seconds(long nanos) {
        return nanos * 1e-9 + " s";
    }

    /** The natural frequency as the equations want it, rad/s. */
    public double naturalFrequency() {
        return 2 * Math.PI * this.frequencyHz;
    }

    /** Every rule that these settings break, with the field at fault; empty if they can be run. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        checkRange(violations, "coupling", this.coupling, 0, MAX_COUPLING, "rad/s");
        checkRange(
                violations,
                "frequencyHz",
                this.frequencyHz,
                -MAX_FREQUENCY_HZ,
                MAX_FREQUENCY_HZ,
                "Hz");
        checkRange(violations, "phaseLag", this.phaseLag, -Math.PI, Math.PI, "rad");
        checkRange(violations, "noise", this.noise, 0, MAX_NOISE, "rad²/s");
        if (this.stepNanos < MIN_STEP_NANOS || this.stepNanos > MAX_STEP_NANOS) {
            violations.add(new Violation("step", "must be between 100 µs and 10 s"));
        }
        if (this.ttlNanos < MIN_TTL_NANOS || this.ttlNanos > MAX_TTL_NANOS) {
            violations.add(new Violation("ttl", "must be between 1 ms and 1 day"));
        }
        if (this.gossipPeriodNanos < this.stepNanos) {
            violations.add(new Violation("gossipPeriod", "must be at least one step"));
        }
        if (this.gossipPeriodNanos > this.ttlNanos / PERIODS_PER_TTL) {
            violations.add(new Violation("gossipPeriod", "must be at most a fifth of the TTL"));
        }
        return violations;
    }

    private static void checkRange(
            List<Violation> violations,
            String field,
            double value,
            double min,
            double max,
            String unit) {
        if (!(value >= min && value <= max)) {
            violations.add(
                    new Violation(field, "must be between %s and %s %s".formatted(min, max, unit)));
        }
    }

    /**
     * One rule broken.
     *
     * @param field the name of the field at fault, as REST spells it
     * @param message what it must be
     */
    public record Violation(String field, String message) {}
}
