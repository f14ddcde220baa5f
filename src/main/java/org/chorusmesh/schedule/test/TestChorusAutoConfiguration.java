package org.chorusmesh.schedule.test;

import org.chorusmesh.schedule.ChorusBeatSourceAutoConfiguration;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of a {@link TestChorus}, for tests that use it. */
@AutoConfiguration(
        before = {ChorusAutoConfiguration.class, ChorusBeatSourceAutoConfiguration.class})
public final class TestChorusAutoConfiguration {

    @Bean
    TestChorus testChorus() {
        return new TestChorus();
    }
}
