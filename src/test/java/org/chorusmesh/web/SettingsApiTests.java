package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.chorusmesh.service.ChorusNode;
import org.chorusmesh.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tests for settings over REST. */
@ApiTest
class SettingsApiTests {

    private static final String PATH = "/api/v1/settings";

    @Autowired private ApiClient api;

    @Autowired private ChorusNode node;

    @BeforeEach
    void reset() {
        ApiClient.Answer answer =
                this.api.write(
                        "PATCH",
                        PATH,
                        """
                        {"coupling": 2.5, "frequencyHz": 1, "phaseLag": 0, "noise": 0,
                         "step": "10ms", "gossipPeriod": "50ms", "ttl": "10m"}\
                        """);
        assertThat(answer.status()).isEqualTo(200);
    }

    /** Other tests have the same node. */
    @AfterEach
    void takeBack() {
        assertThat(this.api.write("DELETE", PATH, "").status()).isEqualTo(200);
    }

    @Test
    void showsWhereEachSettingComesFromAndTakesChangesBack() {
        assertThat(this.api.get(PATH).json().get("origins").get("coupling").stringValue())
                .isEqualTo("local");
        ApiClient.Answer answer = this.api.write("DELETE", PATH + "?scope=node", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("origins").get("coupling").stringValue())
                .isEqualTo("configuration");
        assertThat(answer.json().get("mesh").isNull()).isTrue();
    }

    @Test
    void withoutKeysThereAreNoSettingsForTheMesh() {
        ApiClient.Answer change =
                this.api.write("PATCH", PATH + "?scope=mesh", "{\"coupling\": 3}");
        assertThat(change.status()).isEqualTo(409);
        assertThat(change.header("Content-Type")).startsWith("application/problem+json");
        assertThat(this.api.write("DELETE", PATH + "?scope=mesh", "").status()).isEqualTo(409);
        assertThat(this.api.get(PATH).json().get("coupling").doubleValue()).isEqualTo(2.5);
    }

    @Test
    void nullTakesASettingBackAndLeavesTheOthers() {
        this.api.write("PATCH", PATH, "{\"coupling\": 4, \"noise\": 0.5, \"ttl\": \"11m\"}");
        ApiClient.Answer answer =
                this.api.write("PATCH", PATH, "{\"coupling\": null, \"noise\": 0.25}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("coupling").doubleValue()).isEqualTo(2.5);
        assertThat(answer.json().get("noise").doubleValue()).isEqualTo(0.25);
        assertThat(answer.json().get("ttl").stringValue()).isEqualTo("PT11M");
        JsonNode origins = answer.json().get("origins");
        assertThat(origins.get("coupling").stringValue()).isEqualTo("configuration");
        assertThat(origins.get("noise").stringValue()).isEqualTo("local");
        assertThat(origins.get("ttl").stringValue()).isEqualTo("local");
        long version = this.node.snapshot().settingsVersion();
        this.api.write("PATCH", PATH, "{\"coupling\": null}");
        assertThat(this.node.snapshot().settingsVersion()).as("nothing to take").isEqualTo(version);
    }

    @Test
    void whatIsTakenBackIsNoMeasureForWhatIsSetBesideIt() {
        // A fifth of 10 s would be too little for a period of 3 s; a fifth of the configured 10 min
        // is not.
        this.api.write("PATCH", PATH, "{\"ttl\": \"10s\"}");
        ApiClient.Answer answer =
                this.api.write("PATCH", PATH, "{\"ttl\": null, \"gossipPeriod\": \"3s\"}");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void whatCannotBeTakenBackIsNamedAndNothingIsChanged() {
        // The configured period of 50 ms is less than the step.
        this.api.write("PATCH", PATH, "{\"step\": \"100ms\", \"gossipPeriod\": \"200ms\"}");
        ApiClient.Answer answer =
                this.api.write("PATCH", PATH, "{\"gossipPeriod\": null, \"coupling\": 4}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldsAtFault()).containsExactly("gossipPeriod");
        assertThat(this.node.snapshot().settings().coupling()).isEqualTo(2.5);
        assertThat(this.node.snapshot().settings().gossipPeriodNanos()).isEqualTo(200_000_000L);
    }

    @Test
    void anUnknownScopeIsNamed() {
        ApiClient.Answer answer =
                this.api.write("PATCH", PATH + "?scope=everybody", "{\"coupling\": 3}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("scope");
    }

    @Test
    void showsTheSettingsInForceWithTheirTag() {
        ApiClient.Answer answer = this.api.get(PATH);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "coupling",
                        "frequencyHz",
                        "phaseLag",
                        "noise",
                        "ttl",
                        "step",
                        "gossipPeriod",
                        "overrides",
                        "version",
                        "origins",
                        "mesh");
        assertThat(json.get("coupling").doubleValue()).isEqualTo(2.5);
        assertThat(json.get("ttl").stringValue()).isEqualTo("PT10M");
        assertThat(json.get("step").stringValue()).isEqualTo("PT0.01S");
        assertThat(answer.header("ETag"))
                .isEqualTo(
                        "\"%s.%d\""
                                .formatted(
                                        this.node.snapshot().identity().boot().toHex(),
                                        json.get("version").longValue()));
    }

    @Test
    void answersOnceTheyAreInForce() {
        ApiClient.Answer answer =
                this.api.write("PATCH", PATH, "{\"coupling\": 4, \"ttl\": \"PT20S\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(this.node.snapshot().settings().coupling()).isEqualTo(4);
        assertThat(this.node.snapshot().settings().ttlNanos()).isEqualTo(20_000_000_000L);
        assertThat(answer.json().get("ttl").stringValue()).isEqualTo("PT20S");
        assertThat(answer.header("ETag")).isEqualTo(this.api.get(PATH).header("ETag"));
    }

    @Test
    void takesDurationsInEitherForm() {
        assertThat(
                        this.api
                                .write("PATCH", PATH, "{\"ttl\": \"3s\"}")
                                .json()
                                .get("ttl")
                                .stringValue())
                .isEqualTo("PT3S");
        assertThat(
                        this.api
                                .write("PATCH", PATH, "{\"ttl\": \"PT4S\"}")
                                .json()
                                .get("ttl")
                                .stringValue())
                .isEqualTo("PT4S");
    }

    @Test
    void changesWhatWasReadAndNothingElse() {
        String tag = this.api.get(PATH).header("ETag");
        ApiClient.Answer first =
                this.api.write("PATCH", PATH, "{\"coupling\": 5}", "If-Match", tag);
        assertThat(first.status()).isEqualTo(200);
        ApiClient.Answer stale =
                this.api.write("PATCH", PATH, "{\"coupling\": 6}", "If-Match", tag);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(stale.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(this.node.snapshot().settings().coupling()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0123456789abcdef.0\"", "W/\"x\"", "nonsense", "\"\""})
    void refusesATagThatIsNotItsOwn(String tag) {
        assertThat(this.api.write("PATCH", PATH, "{\"coupling\": 6}", "If-Match", tag).status())
                .isEqualTo(412);
        assertThat(this.node.snapshot().settings().coupling()).isEqualTo(2.5);
    }

    @Test
    void takesAnyVersionForAStarOrWhereItsTagIsAmongSeveral() {
        String tag = this.api.get(PATH).header("ETag");
        assertThat(
                        this.api
                                .write(
                                        "PATCH",
                                        PATH,
                                        "{\"coupling\": 6}",
                                        "If-Match",
                                        "\"other\", " + tag)
                                .status())
                .isEqualTo(200);
        assertThat(this.api.write("PATCH", PATH, "{\"coupling\": 7}", "If-Match", "*").status())
                .isEqualTo(200);
    }

    @Test
    void answersAConditionalReadShortly() {
        String tag = this.api.get(PATH).header("ETag");
        assertThat(this.api.get(PATH, "If-None-Match", tag).status()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"coupling\": -1} | coupling",
                "{\"coupling\": 1000.1} | coupling",
                "{\"coupling\": \"3\"} | coupling",
                "{\"coupling\": 1e999} | coupling",
                "{\"frequencyHz\": 1001} | frequencyHz",
                "{\"phaseLag\": 3.2} | phaseLag",
                "{\"noise\": -1e-9} | noise",
                "{\"ttl\": 2000} | ttl",
                "{\"ttl\": \"2000\"} | ttl",
                "{\"ttl\": \"two seconds\"} | ttl",
                "{\"ttl\": \"P1Y\"} | ttl",
                "{\"ttl\": \"99999999999d\"} | ttl",
                "{\"ttl\": \"2d\"} | ttl",
                "{\"step\": \"1us\"} | step",
                "{\"step\": \"-10ms\"} | step",
                "{\"step\": \"60ms\"} | step",
                "{\"ttl\": \"100ms\"} | ttl",
                "{\"gossipPeriod\": \"5ms\"} | gossipPeriod",
                "{\"gossipPeriod\": \"5m\"} | gossipPeriod",
                "{\"copling\": 1} | copling",
                "{\"Coupling\": 1} | Coupling",
                "{\"version\": 1} | version",
                "{\"overrides\": {}} | overrides",
            })
    void namesTheFieldAtFault(String body, String field) {
        Settings before = this.node.snapshot().settings();
        ApiClient.Answer answer = this.api.write("PATCH", PATH, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.fieldsAtFault()).containsExactly(field);
        assertThat(this.node.snapshot().settings()).isEqualTo(before);
    }

    @Test
    void namesEveryFieldAtFaultAtOnceAndChangesNothing() {
        Settings before = this.node.snapshot().settings();
        ApiClient.Answer answer =
                this.api.write(
                        "PATCH",
                        PATH,
                        """
                        {"coupling": "3", "frequencyHz": 5, "noise": -1, "phaseLag": true,
                         "step": "20ms", "gossipPeriod": "15ms", "ttl": "30d", "typo": 1}\
                        """);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fieldsAtFault())
                .containsExactlyInAnyOrder(
                        "coupling", "noise", "phaseLag", "gossipPeriod", "ttl", "typo");
        assertThat(answer.json().get("errors"))
                .allSatisfy((error) -> assertThat(error.get("message").stringValue()).isNotBlank());
        assertThat(this.node.snapshot().settings()).isEqualTo(before);
    }

    @Test
    void judgesNothingByAFieldThatCannotBeRead() {
        ApiClient.Answer answer =
                this.api.write("PATCH", PATH, "{\"ttl\": 5, \"gossipPeriod\": \"10m\"}");
        assertThat(answer.fieldsAtFault()).containsExactly("ttl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "3",
                "\"coupling\"",
                "{\"coupling\": }",
                "{\"coupling\": 3",
                "{\"coupling\": NaN}",
                "{\"coupling\": Infinity}",
                "{\"coupling\": 3} {}",
                "{\"coupling\": 3, \"coupling\": 4}",
                "{'coupling': 3}",
            })
    void requiresOneJsonObject(String body) {
        ApiClient.Answer answer = this.api.write("PATCH", PATH, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(400);
        assertThat(this.node.snapshot().settings().coupling()).isEqualTo(2.5);
    }

    @Test
    void takesNoMoreThanItNeeds() {
        String body = "{\"coupling\": 3" + " ".repeat(70_000) + "}";
        assertThat(this.api.write("PATCH", PATH, body).status()).isEqualTo(413);
    }

    @Test
    void changesNothingForAnEmptyObject() {
        long version = this.node.snapshot().settingsVersion();
        assertThat(this.api.write("PATCH", PATH, "{}").status()).isEqualTo(200);
        assertThat(this.node.snapshot().settingsVersion()).isEqualTo(version);
    }
}
