package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chorusmesh.settings.Durations;
import org.chorusmesh.settings.Setting;
import org.chorusmesh.settings.Settings;
import org.chorusmesh.settings.SettingsChange;
import org.chorusmesh.settings.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Each setting is stated once; what has to be added by hand for a new one is named here. */
class SettingTests {

    private static final long SECOND = 1_000_000_000L;

    private static final Path PAGE = Path.of("src/main/resources/org/chorusmesh/page/index.html");

    private static ChorusProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("chorus", ChorusProperties.class);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isAConfigurationProperty(Setting setting) {
        String text = setting.isDuration() ? "7s" : "0.25";
        assertThat(bind(Map.of(setting.property(), text)).settings())
                .isEqualTo(Settings.defaults().with(setting, read(setting, text)));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isInTheReferenceWithItsDefault(Setting setting) throws Exception {
        String reference = Files.readString(Path.of("docs", "reference.md"));
        Matcher row =
                Pattern.compile("(?m)^\\| `" + Pattern.quote(setting.property()) + "` \\| `(.+?)` ")
                        .matcher(reference);
        assertThat(row.find()).as(setting.property()).isTrue();
        assertThat(read(setting, row.group(1))).isEqualTo(setting.usual());
        assertThat(reference.lines().filter((line) -> line.startsWith("| `GET /api/v1/settings`")))
                .singleElement()
                .asString()
                .contains(setting.field());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isInTheReferenceOfScenarios(Setting setting) throws Exception {
        String word = "`" + setting.word() + "`";
        List<String> rows = Files.readAllLines(Path.of("docs", "scenarios.md"));
        // Each node has a frequency of its own.
        String field = (setting == Setting.FREQUENCY) ? "`frequencies`" : word;
        assertThat(rows)
                .anyMatch((row) -> row.startsWith("| `") && row.split("\\|")[1].contains(field));
        assertThat(rows.stream().filter((line) -> line.startsWith("| `settings` | targets")))
                .singleElement()
                .asString()
                .contains(word);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isOnThePage(Setting setting) throws Exception {
        assertThat(Files.readString(PAGE)).contains("data-setting=\"" + setting.field() + "\"");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void isFoundByItsNameAndTakesItsDefaultAndItsBounds(Setting setting) {
        assertThat(Setting.ofField(setting.field())).isEqualTo(setting);
        for (Number value : List.of(setting.min(), setting.max(), setting.usual())) {
            assertThat(faults(Settings.defaults().with(setting, value)))
                    .doesNotContainEntry(setting.field(), "must be " + setting.range());
        }
        Number above = Math.nextUp(setting.max().doubleValue());
        if (setting.isDuration()) {
            above = setting.max().longValue() + 1;
        }
        assertThat(faults(Settings.defaults().with(setting, above)))
                .containsEntry(setting.field(), "must be " + setting.range());
    }

    private static Number read(Setting setting, String text) {
        if (setting.isDuration()) {
            return Durations.parse(text).orElseThrow();
        }
        return Double.valueOf(text);
    }

    private static Map<String, String> faults(Settings settings) {
        return settings.violations().stream()
                .collect(Collectors.toMap(Violation::field, Violation::message, (a, b) -> a));
    }

    @Test
    void aNameThatIsNoSettingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.ofField("copling"));
    }

    @Test
    void aDurationIsAWholeNumberOfNanoseconds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.defaults().with(Setting.TTL, 2.5));
    }

    @Test
    void thePeriodIsJudgedWithTheStepAndTheTtlUnlessTheyAreOutOfRange() {
        Settings period = Settings.defaults().with(Setting.GOSSIP_PERIOD, 3 * SECOND);
        assertThat(period.violations())
                .extracting(Violation::judgedWith)
                .containsExactly(Set.of(Setting.TTL));
        assertThat(period.with(Setting.TTL, 0).violations())
                .extracting(Violation::field)
                .containsExactly("ttl");
    }

    @Test
    void aLaterChangeReplacesWhatItSetsAndWhatItTakesBack() {
        SettingsChange layer =
                SettingsChange.of(Setting.COUPLING, 4).with(Setting.NOISE, 1).with(Setting.STEP, 5);
        SettingsChange later =
                SettingsChange.of(Setting.NOISE, 2)
                        .takingBack(Setting.COUPLING)
                        .takingBack(Setting.TTL);
        assertThat(layer.and(later))
                .isEqualTo(SettingsChange.of(Setting.NOISE, 2).with(Setting.STEP, 5));
        assertThat(layer.and(later).applyTo(Settings.defaults()))
                .isEqualTo(Settings.defaults().with(Setting.NOISE, 2).with(Setting.STEP, 5));
        assertThat(later.without(Set.of(Setting.NOISE, Setting.TTL)))
                .isEqualTo(SettingsChange.NONE.takingBack(Setting.COUPLING));
        assertThat(later.with(Setting.TTL, 7).takenBack())
                .as("what is set is not taken back")
                .containsExactly(Setting.COUPLING);
    }
}
