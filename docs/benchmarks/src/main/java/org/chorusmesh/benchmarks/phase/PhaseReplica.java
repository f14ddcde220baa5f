package org.chorusmesh.benchmarks.phase;

import org.chorusmesh.benchmarks.harness.Event;
import org.chorusmesh.schedule.Beat;
import org.chorusmesh.schedule.BeatSource;
import org.chorusmesh.schedule.OnBeat;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** An application that says when each beat was due by its node, and how late it fired. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {DataSourceAutoConfiguration.class, QuartzAutoConfiguration.class})
public class PhaseReplica {

    static final String BEAT = "beat";

    /** Arguments: properties of the application. */
    public static void main(String[] args) {
        SpringApplication.run(PhaseReplica.class, args);
    }

    @Bean
    Listener listener(BeatSource source) {
        return new Listener(source);
    }

    /** {@code beat number dueNanos latenessNanos}. */
    static class Listener {

        private final BeatSource source;

        Listener(BeatSource source) {
            this.source = source;
        }

        @OnBeat
        void beat(Beat beat) {
            Event.say(
                    BEAT,
                    beat.number(),
                    this.source.state().instantOf(beat.number(), 0),
                    beat.lateness().toNanos());
        }
    }
}
