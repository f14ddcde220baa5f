package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.chorusmesh.schedule.AnnotatedBeans.Flusher;
import org.chorusmesh.schedule.AnnotatedBeans.Mistaken;
import org.chorusmesh.schedule.AnnotatedBeans.Reporter;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/** Tests for {@link JobAnnotations}. */
class JobAnnotationsTests {

    private final ApplicationContextRunner runner = AnnotatedBeans.runner();

    @Test
    void runsWhatIsAnnotated() {
        this.runner
                .withBean("flusher", Flusher.class)
                .withPropertyValues("flush.every=9", "flush.name=nine")
                .run(
                        (context) -> {
                            context.getBean(TestChorus.class).advanceBeats(9);
                            assertThat(context.getBean(Flusher.class).lines)
                                    .containsExactlyInAnyOrder(
                                            "flush 1",
                                            "resolved 2",
                                            "third 3",
                                            "flush 5",
                                            "bare",
                                            "third 6",
                                            "turn 6",
                                            "twice 7",
                                            "twice 8",
                                            "flush 9",
                                            "third 9");
                            assertThat(context.getBean(Jobs.class).all())
                                    .extracting((job) -> job.description().name())
                                    .containsExactlyInAnyOrder(
                                            "flusher.flush",
                                            "flusher.withoutParameter",
                                            "seven",
                                            "flusher.twice#2",
                                            "flusher.compact",
                                            "nine",
                                            "flusher.composed");
                        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Rare {

        @Bean
        @Scope("prototype")
        Reporter prototype() {
            return new Reporter();
        }

        @Bean
        @Lazy
        Mistaken late() {
            return new Mistaken();
        }
    }

    @Test
    void takesUpBeansThatAreMadeLaterAndDropsThoseThatAreDestroyed() {
        this.runner
                .withUserConfiguration(Rare.class)
                .run(
                        (context) -> {
                            TestChorus chorus = context.getBean(TestChorus.class);
                            Reporter one = context.getBean(Reporter.class);
                            Reporter other = context.getBean(Reporter.class);
                            chorus.advanceBeats(2);
                            context.getBeanFactory().destroyBean("prototype", one);
                            chorus.advanceBeats(2);
                            assertThat(one.lines).containsExactly("report 2");
                            assertThat(other.lines).containsExactly("report 2", "report 4");
                            assertThatExceptionOfType(BeanCreationException.class)
                                    .isThrownBy(() -> context.getBean(Mistaken.class))
                                    .withCauseInstanceOf(BadJobsException.class);
                        });
    }

    @Test
    void hasNoPartInAnApplicationWithoutBeats() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ChorusScheduleAutoConfiguration.class))
                .withBean("mistaken", Mistaken.class)
                .run(
                        (context) ->
                                assertThat(
                                                Stream.of(context.getBeanDefinitionNames())
                                                        .filter(
                                                                (name) ->
                                                                        name.startsWith("chorus")))
                                        .isEmpty());
    }
}
