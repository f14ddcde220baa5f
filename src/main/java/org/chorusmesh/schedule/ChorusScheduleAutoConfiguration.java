package org.chorusmesh.schedule;

import io.micrometer.observation.ObservationRegistry;
import org.chorusmesh.service.ChorusProperties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of beats and turns for the application. */
@AutoConfiguration(after = ChorusBeatSourceAutoConfiguration.class)
@ConditionalOnBean(BeatSource.class)
@EnableConfigurationProperties(ChorusProperties.class)
public final class ChorusScheduleAutoConfiguration {

    @Bean
    static JobAnnotations chorusJobAnnotations() {
        return new JobAnnotations();
    }

    @Bean
    static LazyInitializationExcludeFilter chorusEagerJobs() {
        return new EagerJobs();
    }

    @Bean
    Pulse chorusPulse(BeatSource source) {
        return new Pulse(source);
    }

    @Bean
    @ConditionalOnMissingBean
    BeatDriver chorusBeatDriver(BeatSource source, ChorusProperties properties) {
        return new BeatTimer(source, properties.beat().precision());
    }

    @Bean
    @ConditionalOnMissingBean
    JobRunner chorusJobRunner(ListableBeanFactory beans, Environment environment) {
        return ExecutorJobRunner.of(beans, environment);
    }

    @Bean
    BeatEvents chorusBeatEvents(
            BeatSource source, JobRunner runner, ApplicationEventPublisher publisher) {
        return new BeatEvents(source, runner, publisher);
    }

    @Bean
    Jobs chorusJobs(
            BeatSource source,
            Pulse pulse,
            JobRunner runner,
            BeatEvents events,
            ObjectProvider<ObservationRegistry> observations,
            ChorusProperties properties) {
        return new Jobs(
                source,
                pulse,
                runner,
                events,
                observations.getIfAvailable(() -> ObservationRegistry.NOOP),
                properties.turns().guard());
    }

    @Bean
    Beats chorusBeats(BeatSource source, Jobs jobs, ChorusProperties properties) {
        return new Beats(source, jobs, properties.members().expected());
    }

    @Bean
    BeatScheduler chorusBeatScheduler(
            BeatDriver driver, Pulse pulse, Jobs jobs, BeatEvents events) {
        return new BeatScheduler(driver, pulse, jobs, events);
    }
}
