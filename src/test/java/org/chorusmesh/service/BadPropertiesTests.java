package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.chorusmesh.ChorusApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

/** Tests for what a start with bad properties tells. */
@ExtendWith(OutputCaptureExtension.class)
class BadPropertiesTests extends BadPropertiesFixture {

    @Test
    void namesEveryBadPropertyAtOnce() {
        this.runner
                .withPropertyValues(
                        "chorus.coupling=abc",
                        "chorus.ttl=xyz",
                        "chorus.copling=3",
                        "chorus.noise=-1",
                        "chorus.step=20s",
                        "chorus.join=later",
                        "chorus.max-peers=many",
                        "chorus.initial-phase=NaN",
                        "chorus.overlay.degree=most",
                        "chorus.health.min-peers=-1",
                        "chorus.gossip.bind=nowhere",
                        "chorus.gossip.peers=a:1,b,c:0",
                        "chorus.gossip.keys=short",
                        "chorus.gossip.allow-unauthenticated=perhaps",
                        "chorus.gossip.perod=1s")
                .run(
                        failsFor(
                                "chorus.coupling",
                                "chorus.ttl",
                                "chorus.copling",
                                "chorus.noise",
                                "chorus.step",
                                "chorus.join",
                                "chorus.max-peers",
                                "chorus.initial-phase",
                                "chorus.overlay.degree",
                                "chorus.health.min-peers",
                                "chorus.gossip.bind",
                                "chorus.gossip.peers[1]",
                                "chorus.gossip.peers[2]",
                                "chorus.gossip.keys[0]",
                                "chorus.gossip.allow-unauthenticated",
                                "chorus.gossip.perod"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chorus.coupling=1001 | chorus.coupling",
                "chorus.coupling=NaN | chorus.coupling",
                "chorus.overlay.degree=0 | chorus.overlay.degree",
                "chorus.overlay.degree=15 | chorus.overlay.degree",
                "chorus.overlay.degree=66 | chorus.overlay.degree",
                "chorus.coupling=Infinity | chorus.coupling",
                "chorus.frequency-hz=1e4 | chorus.frequency-hz",
                "chorus.phase-lag=4 | chorus.phase-lag",
                "chorus.noise=-0.1 | chorus.noise",
                "chorus.step=1us | chorus.step",
                "chorus.step=60ms | chorus.gossip.period",
                "chorus.ttl=200ms | chorus.gossip.period",
                "chorus.ttl=99999999999d | chorus.ttl",
                "chorus.ttl=-2s | chorus.ttl",
                "chorus.max-peers=0 | chorus.max-peers",
                "chorus.join-patience=-1s | chorus.join-patience",
                "chorus.gossip.bind-patience=25h | chorus.gossip.bind-patience",
                "chorus.join-patience=25h | chorus.join-patience",
                "chorus.beat.precision=perfect | chorus.beat.precision",
                "chorus.turns.guard=-0.1 | chorus.turns.guard",
                "chorus.turns.guard=1001 | chorus.turns.guard",
                "chorus.turns.guard=NaN | chorus.turns.guard",
                "chorus.turns.hold=-1s | chorus.turns.hold",
                "chorus.turns.hold=25h | chorus.turns.hold",
                "chorus.turns.hold=99999999999d | chorus.turns.hold",
                "chorus.members.expected=-1 | chorus.members.expected",
                "chorus.members.expected=16385 | chorus.members.expected",
                "chorus.members.expected=401 | chorus.members.expected",
                "chorus.web.max-beat-streams=-1 | chorus.web.max-beat-streams",
                "chorus.web.max-watchers=1001 | chorus.web.max-watchers",
                "chorus.seed=one | chorus.seed",
                "chorus.gossip.bind=127.0.0.1:99999 | chorus.gossip.bind",
                "chorus.gossip.bind=0.0.0.0:0 | chorus.gossip.bind",
                "chorus.gossip.bind=[::]:0 | chorus.gossip.bind",
                "chorus.gossip.bind=*:0 | chorus.gossip.bind",
                "chorus.gossip.bind=somewhere.example:0 | chorus.gossip.bind",
                "chorus.gossip=x | chorus.gossip",
            })
    void namesTheProperty(String given, String property) {
        this.runner
                .withPropertyValues(given)
                .run((context) -> assertThat(problems(context)).containsKey(property));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sixteen-letters- ",
                " sixteen-letters-",
                "sixteen-letters-\n",
                "sixteen-letters-\r\n",
                "\tsixteen-letters-",
                "sixteen-letters-\u00a0",
                "sixteen-\u0000-letters",
                "sixteen-\u200b-letters",
                "\ufeffsixteen-letters-",
            })
    void aKeyThatOnlyLooksLikeAnotherIsRefused(String key) {
        this.runner
                .withInitializer(
                        (context) ->
                                context.getEnvironment()
                                        .getPropertySources()
                                        .addFirst(
                                                new MapPropertySource(
                                                        "keys",
                                                        Map.of("chorus.gossip.keys[0]", key))))
                .run(
                        (context) ->
                                assertThat(problems(context)).containsKey("chorus.gossip.keys[0]"));
    }

    @Test
    void aKeyMayHaveBlanksAndLettersOfAnyScriptInside() {
        this.runner
                .withPropertyValues("chorus.gossip.keys[0]=ein Schlüssel für пять")
                .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void judgesNothingByAPropertyThatCannotBeRead() {
        // 1 s is too long for the default TTL, which is not the one that was meant.
        this.runner
                .withPropertyValues("chorus.ttl=5 seconds", "chorus.gossip.period=1s")
                .run(failsFor("chorus.ttl"));
    }

    @Test
    void saysHowManyNodesAMajorityCanBeExpectedOf() {
        this.runner
                .withPropertyValues("chorus.members.expected=400")
                .run((context) -> assertThat(context).hasNotFailed());
        this.runner
                .withPropertyValues("chorus.members.expected=300", "chorus.gossip.period=100ms")
                .run(
                        (context) ->
                                assertThat(problems(context).get("chorus.members.expected"))
                                        .contains("at most 192", "chorus.ttl", "PT2S", "PT0.1S"));
        this.runner
                .withPropertyValues(
                        "chorus.members.expected=1000", "chorus.ttl=5s", "chorus.gossip.period=x")
                .run(failsFor("chorus.gossip.period"));
        this.runner
                .withPropertyValues("chorus.members.expected=16384", "chorus.ttl=1d")
                .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void doesNotShowKeys() {
        this.runner
                .withPropertyValues("chorus.gossip.keys=s3cr3t,another,third-and-long-enough-0")
                .run(
                        (context) -> {
                            assertThat(problems(context))
                                    .containsOnlyKeys(
                                            "chorus.gossip.keys",
                                            "chorus.gossip.keys[0]",
                                            "chorus.gossip.keys[1]");
                            assertThat(context.getStartupFailure())
                                    .rootCause()
                                    .hasMessageNotContainingAny("s3cr3t", "another", "third");
                        });
    }

    @Test
    void letsABindBeyondLoopbackPassWithKeysOrLeave() {
        this.runner
                .withPropertyValues(
                        "chorus.gossip.bind=0.0.0.0:0", "chorus.gossip.keys=sixteen-letters-")
                .run((context) -> assertThat(context).hasNotFailed());
        this.runner
                .withPropertyValues(
                        "chorus.gossip.bind=0.0.0.0:0", "chorus.gossip.allow-unauthenticated=true")
                .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void aReplacedListLeavesNoUnknownElementsBehind() {
        this.runner
                .withPropertyValues("chorus.gossip.peers=a:1")
                .withSystemProperties("chorus.gossip.peers[0]=b:1", "chorus.gossip.peers[1]=c:1")
                .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void theReportOfAFailedStartNamesThemWithTheirValuesAndOrigins(CapturedOutput output) {
        SpringApplication application =
                new SpringApplicationBuilder(NodeWithoutNetwork.class)
                        .web(WebApplicationType.NONE)
                        .application();
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        application.run(
                                                "--chorus.coupling=abc",
                                                "--chorus.tll=1s",
                                                "--chorus.noise=-1")))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "chorus.coupling = \"abc\": must be a number (from \"chorus.coupling\""
                                + " from")
                .contains("chorus.tll = \"1s\": there is no such property")
                .contains("chorus.noise = \"-1\": must be between 0.0 and 1000.0");
    }

    /** What embeds a node can do without it; see {@code EmbeddingTests}. */
    @Test
    void aProcessOfItsOwnSaysThatItNeedsItsNode(CapturedOutput output) {
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () ->
                                        new SpringApplicationBuilder(ChorusApplication.class)
                                                .run(
                                                        "--chorus.enabled=false",
                                                        "--server.address=127.0.0.1",
                                                        "--server.port=0")))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "chorus.enabled = \"false\": must be true, since this application has"
                                + " nothing to run without a node (from \"chorus.enabled\" from")
                .doesNotContain("could not be found");
    }
}
