package org.chorusmesh.schedule;

import org.chorusmesh.service.Demonstration;
import org.chorusmesh.service.DemonstrationAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the beats and turns in the log of the demonstration. */
@AutoConfiguration(
        after = {ChorusScheduleAutoConfiguration.class, DemonstrationAutoConfiguration.class})
@ConditionalOnBean({Demonstration.class, JobRunner.class})
public final class DemonstrationBeatsAutoConfiguration {

    @Bean
    DemonstrationBeats chorusDemonstrationBeats(Demonstration demonstration, JobRunner runner) {
        return new DemonstrationBeats(demonstration.nodes(), runner);
    }
}
