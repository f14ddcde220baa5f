package org.chorusmesh.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for {@link Durations}. */
class DurationsTests {

    @ParameterizedTest
    @CsvSource({
        "2s, 2000000000",
        "PT2S, 2000000000",
        "1.5ms, 1500000",
        "250us, 250000",
        "2m, 120000000000",
        "-1s, -1000000000"
    })
    void durationsAreReadAsPeopleWriteThem(String text, long nanos) {
        assertThat(Durations.parse(text)).hasValue(nanos);
    }

    @ParameterizedTest
    @CsvSource({"2", "s", "two seconds", "2 parsecs", "999999999999d"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
