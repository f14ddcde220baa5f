package org.chorusmesh.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.chorusmesh.schedule.Beats;
import org.chorusmesh.schedule.By;
import org.chorusmesh.schedule.ChorusScheduleAutoConfiguration;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.Overrun;
import org.chorusmesh.schedule.Spread;
import org.chorusmesh.schedule.test.TestChorus;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tests for {@link ChorusEndpoint}. */
class ChorusEndpointTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=chorus";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner()
                    .withBean(TestChorus.class)
                    .withBean(ObservationRegistry.class, ObservationRegistry::create)
                    .withConfiguration(
                            AutoConfigurations.of(
                                    ChorusScheduleAutoConfiguration.class,
                                    ChorusEndpointAutoConfiguration.class))
                    .withBean("mill", Mill.class);

    static class Mill {

        @OnBeat(every = 10, offset = 3, by = By.ONE, name = "grind")
        void grind() {}

        @OnTurn(every = 60, spread = Spread.STABLE, overrun = Overrun.QUEUE_ONE)
        void sweep() {}
    }

    @Test
    void isThereOnlyWhereItIsExposed() {
        this.runner.run((context) -> assertThat(context).doesNotHaveBean(ChorusEndpoint.class));
        this.runner
                .withPropertyValues("management.endpoints.web.exposure.include=health")
                .run((context) -> assertThat(context).doesNotHaveBean(ChorusEndpoint.class));
        this.runner
                .withPropertyValues(EXPOSED, "management.endpoint.chorus.access=NONE")
                .run((context) -> assertThat(context).doesNotHaveBean(ChorusEndpoint.class));
    }

    @Test
    void describesWhatTheAnnotationsDeclare() {
        this.runner
                .withPropertyValues(EXPOSED)
                .run(
                        (context) -> {
                            List<HandlerDescriptor> handlers =
                                    context.getBean(ChorusEndpoint.class).chorus().handlers();
                            assertThat(handlers).hasSize(2);
                            HandlerDescriptor grind = find(handlers, "grind");
                            assertThat(grind.kind()).isEqualTo("beat");
                            assertThat(grind.bean()).isEqualTo("mill");
                            assertThat(grind.method()).isEqualTo("Mill.grind");
                            assertThat(grind.every()).isEqualTo(10);
                            assertThat(grind.offset()).isEqualTo(3);
                            assertThat(grind.by()).isEqualTo("one");
                            assertThat(grind.spread()).isNull();
                            assertThat(grind.overrun()).isEqualTo("skip");
                            HandlerDescriptor sweep = find(handlers, "mill.sweep");
                            assertThat(sweep.kind()).isEqualTo("turn");
                            assertThat(sweep.method()).isEqualTo("Mill.sweep");
                            assertThat(sweep.every()).isEqualTo(60);
                            assertThat(sweep.by()).isNull();
                            assertThat(sweep.spread()).isEqualTo("stable");
                            assertThat(sweep.overrun()).isEqualTo("queue_one");
                        });
    }

    @Test
    void foretellsTheNextBeatAndCountsTheOnesBefore() {
        this.runner
                .withPropertyValues(EXPOSED)
                .run(
                        (context) -> {
                            ChorusEndpoint endpoint = context.getBean(ChorusEndpoint.class);
                            context.getBean(TestChorus.class).advanceBeats(25);
                            HandlerDescriptor grind = find(endpoint.chorus().handlers(), "grind");
                            long number = endpoint.chorus().members().number();
                            assertThat(grind.nextNumber()).isBetween(number + 1, number + 10);
                            assertThat(grind.nextNumber() % 10).isEqualTo(3);
                            assertThat(grind.nextInMillis()).isBetween(0L, 10_000L);
                            assertThat(
                                            grind.counts().values().stream()
                                                    .mapToLong(Long::longValue)
                                                    .sum())
                                    .as("beats on which it was due")
                                    .isBetween(2L, 3L);
                            assertThat(grind.counts())
                                    .containsOnlyKeys(
                                            "run",
                                            "failed",
                                            "overlapped",
                                            "others",
                                            "no_agreement",
                                            "overrun",
                                            "late",
                                            "rejected",
                                            "missed");
                            assertThat(grind.hangingSeconds()).isNull();
                        });
    }

    @Test
    void listsAListenerOfTheProgramWithoutABean() {
        this.runner
                .withPropertyValues(EXPOSED)
                .run(
                        (context) -> {
                            context.getBean(Beats.class).addListener((beat) -> {});
                            HandlerDescriptor listener =
                                    context.getBean(ChorusEndpoint.class)
                                            .chorus()
                                            .handlers()
                                            .get(2);
                            assertThat(listener.name()).startsWith("listener.");
                            assertThat(listener.bean()).isNull();
                            assertThat(listener.method()).isNull();
                        });
    }

    private static HandlerDescriptor find(List<HandlerDescriptor> handlers, String name) {
        return handlers.stream()
                .filter((handler) -> handler.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
