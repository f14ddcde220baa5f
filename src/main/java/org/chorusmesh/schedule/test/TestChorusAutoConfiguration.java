package org.chorusmesh.schedule.test;

import org.chorusmesh.schedule.ChorusBeatSourceAutoConfiguration;
import org.chorusmesh.service.ChorusAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of beats by hand, for tests that ask for them. */
@AutoConfiguration(
        before = {ChorusAutoConfiguration.class, ChorusBeatSourceAutoConfiguration.class})
public final class TestChorusAutoConfiguration {

    @Bean
    TestChorus testChorus() {
        return new TestChorus();
    }
}
