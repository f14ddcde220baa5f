package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests for {@link EmptyValues}. */
class EmptyValuesTests {

    private static final ApplicationContextRunner RUNNER =
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(
                                    ChorusAutoConfiguration.class,
                                    DemonstrationAutoConfiguration.class))
                    .withBean(FakeGossip.class);

    /** What a node has where nothing is given. */
    private static ChorusProperties untouched;

    @BeforeAll
    static void giveNothing() {
        RUNNER.run((context) -> untouched = properties(context));
    }

    @ParameterizedTest
    @MethodSource("propertiesAndGroups")
    void anEmptyPropertyMeansThatItIsNotSet(String property) {
        RUNNER.withPropertyValues(property + "=").run(isAsIfNothingWereGiven());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aPropertyWhosePlaceholderIsEmptyIsNotSet(String property) {
        RUNNER.withPropertyValues(property + "=${nothing.of.this.name:}")
                .run(isAsIfNothingWereGiven());
    }

    @ParameterizedTest
    @MethodSource("propertiesAndGroups")
    void anEmptyVariableMeansThatItIsNotSet(String property) {
        String variable = property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
        RUNNER.withInitializer(
                        (context) ->
                                context.getEnvironment()
                                        .getPropertySources()
                                        .replace(
                                                "systemEnvironment",
                                                new SystemEnvironmentPropertySource(
                                                        "systemEnvironment", Map.of(variable, ""))))
                .run(isAsIfNothingWereGiven());
    }

    static Stream<String> propertiesAndGroups() throws IOException {
        return Stream.concat(properties(), names("groups"));
    }

    static Stream<String> properties() throws IOException {
        List<String> names = names("properties").toList();
        assertThat(names).contains("chorus.gossip.keys", "chorus-demonstration.enabled");
        return names.stream();
    }

    /** All of the configuration's metadata, which editors complete from. */
    private static Stream<String> names(String kind) throws IOException {
        List<URL> metadata =
                Collections.list(
                        EmptyValuesTests.class
                                .getClassLoader()
                                .getResources("META-INF/spring-configuration-metadata.json"));
        return metadata.stream()
                .flatMap((url) -> read(url).path(kind).valueStream())
                .map((json) -> json.get("name").stringValue())
                .filter((name) -> name.startsWith("chorus"))
                .distinct();
    }

    private static JsonNode read(URL url) {
        try (InputStream stream = url.openStream()) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static ContextConsumer<AssertableApplicationContext> isAsIfNothingWereGiven() {
        return (context) -> assertThat(properties(context)).isEqualTo(untouched);
    }

    @Test
    void anEmptyValueHidesWhatASourceOfLowerPrecedenceSays() {
        bind(
                (properties) -> {
                    assertThat(properties.incarnationDirectory()).isNull();
                    assertThat(properties.mesh()).isEqualTo("chorus");
                    assertThat(properties.gossip().peers()).isEmpty();
                },
                Map.of(
                        "chorus.incarnation-directory", "/data",
                        "chorus.mesh", "beat",
                        "chorus.gossip.peers[0]", "a:1"),
                "chorus.incarnation-directory=",
                "chorus.mesh=",
                "chorus.gossip.peers=");
    }

    @Test
    void anEmptyGroupLeavesWhatIsBelowItAlone() {
        bind(
                (properties) -> assertThat(properties.gossip().bind()).isEqualTo("127.0.0.1:7"),
                Map.of("chorus.gossip", "", "chorus.gossip.bind", "127.0.0.1:7"));
    }

    @Test
    void emptyElementsOfListsAreLeftOut() {
        bind(
                (properties) -> {
                    assertThat(properties.gossip().peers()).containsExactly("a:1", "b:2");
                    assertThat(properties.gossip().keys()).containsExactly("sixteen-letters-");
                },
                Map.of(),
                "chorus.gossip.peers=a:1,,b:2,",
                "chorus.gossip.keys[0]=",
                "chorus.gossip.keys[1]=sixteen-letters-",
                "chorus.gossip.keys[2]=");
    }

    @Test
    void aBadElementIsNamedByThePlaceWhereItWasGiven() {
        RUNNER.withPropertyValues(
                        "chorus.gossip.peers=,a:1,,b",
                        "chorus.gossip.keys[0]=",
                        "chorus.gossip.keys[1]=short")
                .run(
                        (context) ->
                                assertThat(context.getStartupFailure())
                                        .rootCause()
                                        .isInstanceOf(BadPropertiesException.class)
                                        .message()
                                        .contains("chorus.gossip.peers[3]", "chorus.gossip.keys[1]")
                                        .doesNotContain(
                                                "chorus.gossip.peers[0]", "chorus.gossip.keys[0]"));
    }

    private void bind(
            Consumer<ChorusProperties> expectation, Map<String, Object> lower, String... given) {
        RUNNER.withInitializer(
                        (context) ->
                                context.getEnvironment()
                                        .getPropertySources()
                                        .addLast(new MapPropertySource("lower", lower)))
                .withPropertyValues(given)
                .run((context) -> expectation.accept(properties(context)));
    }

    private static ChorusProperties properties(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed().doesNotHaveBean(Demonstration.class);
        return context.getBean(ChorusProperties.class);
    }
}
