package org.chorusmesh.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of each {@link Setting}; immutable. Values out of range are possible: see {@link
 * #violations()}.
 */
public final class Settings {

    /** The TTL holds at least this many gossip periods. */
    public static final int PERIODS_PER_TTL = 5;

    private static final Setting[] ALL = Setting.values();

    private static final Settings DEFAULTS = of(Setting::usual);

    private final long[] bits;

    // Every step reads these.
    private final double coupling;
    private final double frequencyHz;
    private final double phaseLag;
    private final double noise;
    private final long stepNanos;
    private final long gossipPeriodNanos;
    private final long ttlNanos;

    private Settings(long[] bits) {
        this.bits = bits;
        this.coupling = get(Setting.COUPLING).doubleValue();
        this.frequencyHz = get(Setting.FREQUENCY).doubleValue();
        this.phaseLag = get(Setting.PHASE_LAG).doubleValue();
        this.noise = get(Setting.NOISE).doubleValue();
        this.stepNanos = get(Setting.STEP).longValue();
        this.gossipPeriodNanos = get(Setting.GOSSIP_PERIOD).longValue();
        this.ttlNanos = get(Setting.TTL).longValue();
    }

    /**
     * Each setting at its default: 1 Hz, K = 2.5 rad/s, step 10 ms, gossip every 50 ms, TTL 2 s.
     */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * Settings from their values.
     *
     * @param values gives the value of each: nanoseconds for a duration
     */
    public static Settings of(Function<Setting, Number> values) {
        long[] bits = new long[ALL.length];
        for (Setting setting : ALL) {
            bits[setting.ordinal()] = setting.toBits(values.apply(setting));
        }
        return new Settings(bits);
    }

    /** The same with another value of one setting. */
    public Settings with(Setting setting, Number value) {
        long[] changed = this.bits.clone();
        changed[setting.ordinal()] = setting.toBits(value);
        return new Settings(changed);
    }

    /**
     * The value of a setting: {@code Long} nanoseconds of a duration, otherwise a {@code Double}.
     */
    public Number get(Setting setting) {
        return setting.ofBits(this.bits[setting.ordinal()]);
    }

    /** K, rad/s. */
    public double coupling() {
        return this.coupling;
    }

    /** The natural frequency, Hz. */
    public double frequencyHz() {
        return this.frequencyHz;
    }

    /** The natural frequency, rad/s. */
    public double naturalFrequency() {
        return 2 * Math.PI * this.frequencyHz;
    }

    /** Sakaguchi's α, radians. */
    public double phaseLag() {
        return this.phaseLag;
    }

    /** D of the noise √(2D) dW, rad²/s. */
    public double noise() {
        return this.noise;
    }

    /** How often the node integrates. */
    public long stepNanos() {
        return this.stepNanos;
    }

    /** How often the node reports. */
    public long gossipPeriodNanos() {
        return this.gossipPeriodNanos;
    }

    /** The silence at which a peer leaves the table. */
    public long ttlNanos() {
        return this.ttlNanos;
    }

    /**
     * Every rule that these settings break; empty if a node can run with them. A value that is out
     * of range is not compared with others.
     */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (Setting setting : ALL) {
            String fault = setting.fault(get(setting));
            if (fault != null) {
                violations.add(new Violation(setting.field(), fault));
            }
        }
        if (isInRange(Setting.GOSSIP_PERIOD)) {
            if (isInRange(Setting.STEP) && this.gossipPeriodNanos < this.stepNanos) {
                violations.add(period("must be at least one step", Setting.STEP));
            }
            if (isInRange(Setting.TTL)
                    && this.gossipPeriodNanos > this.ttlNanos / PERIODS_PER_TTL) {
                violations.add(period("must be at most a fifth of the TTL", Setting.TTL));
            }
        }
        return violations;
    }

    private boolean isInRange(Setting setting) {
        return setting.fault(get(setting)) == null;
    }

    private static Violation period(String message, Setting judgedWith) {
        return new Violation(Setting.GOSSIP_PERIOD.field(), message, Set.of(judgedWith));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Settings settings && Arrays.equals(this.bits, settings.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(this.bits);
    }

    @Override
    public String toString() {
        StringJoiner values = new StringJoiner(", ", "Settings[", "]");
        for (Setting setting : ALL) {
            values.add(setting.field() + "=" + setting.show(get(setting)));
        }
        return values.toString();
    }
}
