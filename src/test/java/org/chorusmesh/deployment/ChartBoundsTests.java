package org.chorusmesh.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chorusmesh.gossip.NameRange;
import org.chorusmesh.members.MemberRules;
import org.chorusmesh.members.Members;
import org.chorusmesh.overlay.Overlay;
import org.chorusmesh.settings.Setting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart, which checks settings before a node does, has the node's own bounds. */
class ChartBoundsTests {

    private static Path output;

    @BeforeAll
    static void render(@TempDir Path values) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (Sample sample : samples()) {
            // JSON is YAML.
            json.writeValue(
                    values.resolve(sample.file() + ".yaml").toFile(),
                    Map.of("config", sample.config()));
        }
        output = RenderedChart.render(values);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valueIsTakenUpToTheBoundOfTheNodeAndNotBeyond(Sample sample) throws IOException {
        Path refused = output.resolve(sample.file() + ".refused");
        if (sample.inside()) {
            assertThat(refused).doesNotExist();
            assertThat(output.resolve(sample.file() + ".yaml")).exists();
        } else {
            assertThat(refused).content().contains(sample.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void schemaStatesTheBoundsOfANumber(Setting setting) throws IOException {
        JsonNode schema =
                new ObjectMapper()
                        .readTree(Files.readString(Path.of("helm/chorus/values.schema.json")))
                        .at("/properties/config/properties/" + setting.field());
        if (setting.isDuration()) {
            assertThat(schema.path("type").asText()).isEqualTo("string");
        } else {
            JsonNode number = schema.at("/anyOf/0");
            assertThat(number.path("type").asText()).isEqualTo("number");
            assertThat(number.required("minimum").asDouble())
                    .isEqualTo(setting.min().doubleValue());
            assertThat(number.required("maximum").asDouble())
                    .isEqualTo(setting.max().doubleValue());
        }
    }

    static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            if (setting.isDuration()) {
                addDurations(
                        samples,
                        setting.field(),
                        setting.min().longValue(),
                        setting.max().longValue());
            } else {
                double min = setting.min().doubleValue();
                double max = setting.max().doubleValue();
                add(samples, setting.field(), true, min, max);
                add(samples, setting.field(), false, Math.nextDown(min), Math.nextUp(max));
            }
        }
        addWhole(samples, "membersExpected", 0, Members.MAX_IDS, 1);
        addWhole(samples, "podOrdinals", 0, NameRange.MAX_HOSTS, 1);
        addWhole(samples, "overlayDegree", Overlay.MIN_DEGREE, Overlay.MAX_DEGREE, 2);
        addDurations(samples, "turnsHold", 0, MemberRules.MAX_HOLD_NANOS);
        return samples;
    }

    private static void addDurations(List<Sample> samples, String name, long min, long max) {
        samples.add(new Sample(name, nanos(min), true));
        samples.add(new Sample(name, nanos(max), true));
        samples.add(new Sample(name, nanos(min - 1), false));
        samples.add(new Sample(name, nanos(max + 1), false));
        samples.add(new Sample(name, Duration.ofNanos(max).toString(), true));
        samples.add(new Sample(name, Duration.ofNanos(max + 1).toString(), false));
    }

    private static void addWhole(
            List<Sample> samples, String name, int min, int max, int granularity) {
        add(samples, name, true, min, max);
        add(samples, name, false, min - granularity, max + granularity);
        if (granularity > 1) {
            add(samples, name, false, min + 1, max - 1);
        }
    }

    /** Each as a number, which schema and templates judge, and as text, which the templates do. */
    private static void add(List<Sample> samples, String name, boolean inside, Number... values) {
        Stream.of(values)
                .flatMap((value) -> Stream.of(value, value.toString()))
                .forEach((value) -> samples.add(new Sample(name, value, inside)));
    }

    private static String nanos(Number nanos) {
        return nanos + "ns";
    }

    /**
     * A value of a setting at one of its bounds or just beyond.
     *
     * @param inside whether the node takes it
     */
    record Sample(String name, Object value, boolean inside) {

        String file() {
            return "%s-%s-%s"
                    .formatted(this.name, this.value.getClass().getSimpleName(), this.value);
        }

        /** With other settings that leave it all of its range. */
        Map<String, Object> config() {
            Map<String, Object> config = new HashMap<>();
            config.put("ttl", nanos(Setting.TTL.max()));
            config.put("step", nanos(Setting.STEP.min()));
            boolean step = this.name.equals(Setting.STEP.field());
            config.put(
                    "gossipPeriod",
                    nanos(step ? Setting.GOSSIP_PERIOD.max() : Setting.GOSSIP_PERIOD.min()));
            config.put(this.name, this.value);
            return config;
        }

        @Override
        public String toString() {
            return file();
        }
    }
}
