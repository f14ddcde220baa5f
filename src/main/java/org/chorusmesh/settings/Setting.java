package org.chorusmesh.settings;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every setting that an operator can change while a node runs. Each constant states everything
 * about one setting. The properties, the REST API, the settings of the mesh, the journal and the
 * scenarios of the simulator follow from here, in this order.
 *
 * <p>To add a setting, add a constant, a component of {@code ChorusProperties}, a field of {@code
 * MeshSettings} in {@code chorus.proto}, its lines in the documentation, a field of the page and a
 * value of the chart. {@code SettingTests}, {@code SettingsMapperTests} and {@code
 * ChartSettingsTests} fail while one of them is missing.
 */
public enum Setting {

    /** K. */
    COUPLING("coupling", "chorus.coupling", "coupling", "Coupling K", "rad/s", 0, 1000, 2.5),

    /** The natural frequency of the node. */
    FREQUENCY(
            "frequencyHz",
            "chorus.frequency-hz",
            "frequency",
            "Natural frequency",
            "Hz",
            -1000,
            1000,
            1),

    /** α of Sakaguchi and Kuramoto. */
    PHASE_LAG("phaseLag", "chorus.phase-lag", "lag", "Phase lag", "rad", -Math.PI, Math.PI, 0),

    /** D of the phase noise √(2D) dW. */
    NOISE("noise", "chorus.noise", "noise", "Intensity D of the phase noise", "rad²/s", 0, 1000, 0),

    /** The silence at which a peer leaves the table. */
    TTL("ttl", "chorus.ttl", "ttl", "Silence at which a peer leaves the table", "1ms", "1d", "2s"),

    /** How often the node integrates. */
    STEP("step", "chorus.step", "step", "How often the node integrates", "100us", "10s", "10ms"),

    /** How often the node reports, from one step to a fifth of the TTL. */
    GOSSIP_PERIOD(
            "gossipPeriod",
            "chorus.gossip.period",
            "gossip",
            "How often the node reports, one step to a fifth of the TTL",
            "100us",
            "288m",
            "50ms");

    private final String field;
    private final String property;
    private final String word;
    private final String description;
    private final String range;
    private final boolean duration;
    private final Number min;
    private final Number max;
    private final Number usual;

    /** A number. */
    Setting(
            String field,
            String property,
            String word,
            String description,
            String unit,
            double min,
            double max,
            double usual) {
        this.field = field;
        this.property = property;
        this.word = word;
        this.description = description;
        this.range = "between %s and %s %s".formatted(min, max, unit);
        this.duration = false;
        this.min = min;
        this.max = max;
        this.usual = usual;
    }

    /** A duration. */
    Setting(
            String field,
            String property,
            String word,
            String description,
            String min,
            String max,
            String usual) {
        this.field = field;
        this.property = property;
        this.word = word;
        this.description = description;
        this.range = "between %s and %s".formatted(min, max);
        this.duration = true;
        this.min = Durations.parse(min).orElseThrow();
        this.max = Durations.parse(max).orElseThrow();
        this.usual = Durations.parse(usual).orElseThrow();
    }

    /**
     * The setting of a name.
     *
     * @param field a name as REST spells it
     * @throws IllegalArgumentException if no setting has it
     */
    public static Setting ofField(String field) {
        return Arrays.stream(values())
                .filter((setting) -> setting.field.equals(field))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no setting '" + field + "'"));
    }

    /** Its name as REST spells it. */
    public String field() {
        return this.field;
    }

    /** Its whole name as a configuration property. */
    public String property() {
        return this.property;
    }

    /** Its name in a scenario of the simulator. */
    public String word() {
        return this.word;
    }

    /** What it is, in a few words, without a full stop. */
    public String description() {
        return this.description;
    }

    /** Its range with the unit, to be read after "must be". */
    public String range() {
        return this.range;
    }

    /**
     * Whether it is a duration, whose value is a {@code Long} of nanoseconds; otherwise its value
     * is a {@code Double} in the unit that {@link #range()} names.
     */
    public boolean isDuration() {
        return this.duration;
    }

    /** The least value. */
    public Number min() {
        return this.min;
    }

    /** The greatest value. */
    public Number max() {
        return this.max;
    }

    /** The default. */
    public Number usual() {
        return this.usual;
    }

    /**
     * A value as people read it: {@code 2.5}, {@code PT2S}.
     *
     * @param value of this setting
     */
    public String show(Number value) {
        return this.duration
                ? java.time.Duration.ofNanos(value.longValue()).toString()
                : Double.toString(value.doubleValue());
    }

    /** What is wrong with a value by itself, to be read after its name; null if nothing is. */
    @Nullable String fault(Number value) {
        boolean inRange =
                this.duration
                        ? value.longValue() >= this.min.longValue()
                                && value.longValue() <= this.max.longValue()
                        : value.doubleValue() >= this.min.doubleValue()
                                && value.doubleValue() <= this.max.doubleValue();
        return inRange ? null : "must be " + this.range;
    }

    /** A value as 64 bits. */
    long toBits(Number value) {
        if (!this.duration) {
            return Double.doubleToRawLongBits(value.doubleValue());
        }
        if (value instanceof Long || value instanceof Integer) {
            return value.longValue();
        }
        throw new IllegalArgumentException(
                this.field + " must be a whole number of nanoseconds, is " + value);
    }

    /** The value of these bits. */
    Number ofBits(long bits) {
        // No conditional expression, which would make a double of either.
        if (this.duration) {
            return bits;
        }
        return Double.longBitsToDouble(bits);
    }
}
