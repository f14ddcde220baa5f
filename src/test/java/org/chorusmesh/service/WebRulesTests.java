package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link WebRules}. */
class WebRulesTests {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/chorus", "/ops/a-b_c~d.e/1"})
    void takesAPath(String basePath) {
        assertThat(faults(basePath)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "api", "/api/", "//", "/a//b", "/a b", "/{x}", "/*", "/..", "/a/./b", "/ä",
                "/a?b", "/a;b", "/%41"
            })
    void takesNothingElseForAPath(String basePath) {
        assertThat(faults(basePath)).containsExactly("chorus.web.base-path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "https://example.org", "http://localhost:3000", "http://[::1]:8080"})
    void takesAnOrigin(String origin) {
        assertThat(faults("/api", "https://example.com", origin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "https://",
                "https://example.org/",
                "https://example.org/a",
                "https://me@example.org",
                "https://*.example.org",
                "ftp://example.org",
                "null",
                "",
                "https://a b"
            })
    void takesNothingElseForAnOrigin(String origin) {
        assertThat(faults("/api", "https://example.com", origin))
                .containsExactly("chorus.web.cors.allowed-origins[1]");
    }

    @Test
    void streamsMayBeSwitchedOff() {
        assertThat(faults("/api", 0, 0)).isEmpty();
        assertThat(faults("/api", 1000, 1000)).isEmpty();
    }

    @Test
    void boundsBothKindsOfStreams() {
        assertThat(faults("/api", -1, 1001))
                .containsExactly("chorus.web.max-beat-streams", "chorus.web.max-watchers");
    }

    private static List<String> faults(String basePath, String... origins) {
        return faults(basePath, 64, 32, origins);
    }

    private static List<String> faults(
            String basePath, int maxBeatStreams, int maxWatchers, String... origins) {
        return faults(basePath, null, maxBeatStreams, maxWatchers, origins);
    }

    private static List<String> faults(
            String basePath,
            @Nullable String page,
            int maxBeatStreams,
            int maxWatchers,
            String... origins) {
        List<String> faults = new ArrayList<>();
        WebRules.check(
                new ChorusProperties.Web(
                        basePath,
                        page,
                        null,
                        maxBeatStreams,
                        maxWatchers,
                        new ChorusProperties.Cors(List.of(origins))),
                (property, reason) -> faults.add(property));
        return faults;
    }
}
