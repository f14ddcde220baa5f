package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.example.archive.ArchiveApplication;
import com.example.archive.ArchiveJobs;
import com.example.archive.ArchiveTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chorusmesh.node.NodeState;
import org.chorusmesh.schedule.test.TestChorus;
import org.chorusmesh.schedule.test.TestChorusAutoConfiguration;
import org.chorusmesh.service.ChorusNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/** Tests for jobs in applications that embed real nodes. */
@ExtendWith(OutputCaptureExtension.class)
class HostApplicationTests {

    /** Ten beats a second, and a TTL that settles a mesh soon. */
    private static final List<String> QUICK =
            List.of(
                    "--chorus.frequency-hz=10",
                    "--chorus.coupling=6",
                    "--chorus.ttl=500ms",
                    "--chorus.step=5ms",
                    "--chorus.gossip.period=20ms",
                    "--archive.every=5");

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void close() {
        this.contexts.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext start(List<String> more, Class<?>... sources) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(sources)
                        .web(WebApplicationType.NONE)
                        .run(Stream.concat(QUICK.stream(), more.stream()).toArray(String[]::new));
        this.contexts.add(context);
        return context;
    }

    private ConfigurableApplicationContext alone(Class<?>... sources) {
        return start(List.of("--chorus.gossip.bind=127.0.0.1:0"), sources);
    }

    @Test
    void runsJobsInTheirTransactionsAndAsynchronously() {
        ConfigurableApplicationContext context = alone(ArchiveApplication.class);
        ArchiveJobs jobs = context.getBean(ArchiveJobs.class);
        await().atMost(Duration.ofMinutes(1))
                .until(
                        () ->
                                jobs.log().stream()
                                        .map((line) -> line.split(" ")[0])
                                        .collect(Collectors.toSet())
                                        .containsAll(
                                                List.of(
                                                        "flush", "mail", "report", "compact",
                                                        "in")));
        assertThat(jobs.log())
                .filteredOn((line) -> line.startsWith("flush"))
                .allMatch((line) -> line.endsWith("in transaction"));
        assertThat(jobs.log())
                .filteredOn((line) -> line.startsWith("mail"))
                .allMatch((line) -> line.contains(" on task-"));
        assertThat(jobs.log()).noneMatch((line) -> line.endsWith("refused"));
        assertThat(context.getBean(ArchiveTransactions.class).committed()).isPositive();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TestChorusAutoConfiguration.class,
        ChorusScheduleAutoConfiguration.class
    })
    static class Lazily {

        static int beats;

        @OnBeat
        void count() {
            beats++;
        }
    }

    @Test
    void makesBeansWithJobsAtTheStartThoughAllOthersAreLazy() {
        Lazily.beats = 0;
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Lazily.class)
                        .web(WebApplicationType.NONE)
                        .lazyInitialization(true)
                        .run();
        this.contexts.add(context);
        context.getBean(TestChorus.class).advanceBeats(3);
        assertThat(Lazily.beats).isEqualTo(3);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TestChorusAutoConfiguration.class,
        ChorusScheduleAutoConfiguration.class
    })
    static class Mistaken {

        @OnBeat(every = 0)
        void never() {}

        @OnTurn(every = 3)
        private void hidden() {}
    }

    @Test
    void saysWhyAnApplicationDoesNotStart(CapturedOutput output) {
        assertThatExceptionOfType(BadJobsException.class)
                .isThrownBy(
                        () ->
                                new SpringApplicationBuilder(Mistaken.class)
                                        .web(WebApplicationType.NONE)
                                        .run());
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("These methods cannot run on beats or in turns:")
                .contains("Mistaken.never of bean")
                .contains("@OnBeat: every must be 1 to 140737488355327, and is 0")
                .contains("@OnTurn: must not be private");
    }

    /** Has a turn of some seconds, which ends when the test says so. */
    static class Slow {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);
        volatile NodeState atTheEnd;
        private final ChorusNode node;

        Slow(ChorusNode node) {
            this.node = node;
        }

        @OnTurn(every = 40)
        void turn() throws InterruptedException {
            this.begun.countDown();
            this.end.await();
            this.atTheEnd = this.node.snapshot().state();
        }
    }

    @Test
    void saysGoodbyeAfterTheTurnThatRuns() throws Exception {
        ConfigurableApplicationContext context = alone(ArchiveApplication.class, Slow.class);
        Slow slow = context.getBean(Slow.class);
        ChorusNode node = context.getBean(ChorusNode.class);
        assertThat(slow.begun.await(1, TimeUnit.MINUTES)).isTrue();
        ArchiveJobs jobs = context.getBean(ArchiveJobs.class);
        Thread closer = new Thread(context::close);
        closer.start();
        // The timer is a daemon of the scheduler: it ends as soon as the context begins to close.
        await().until(() -> timers(node).isEmpty());
        // Bodies may be under way.
        awaitBeats(node, 3);
        int done = jobs.log().size();
        awaitBeats(node, 6);
        assertThat(jobs.log()).hasSize(done);
        assertThat(node.snapshot().state()).isEqualTo(NodeState.RUNNING);
        slow.end.countDown();
        closer.join(60_000);
        assertThat(slow.atTheEnd).isEqualTo(NodeState.RUNNING);
        assertThat(node.snapshot().state()).isEqualTo(NodeState.LEFT);
        assertThat(context.isActive()).isFalse();
    }

    private static List<Thread> timers(ChorusNode node) {
        String name = "chorus-beat-" + node.snapshot().identity().nodeId();
        return Thread.getAllStackTraces().keySet().stream()
                .filter((thread) -> thread.getName().equals(name))
                .toList();
    }

    private static void awaitBeats(ChorusNode node, int beats) {
        long number = node.snapshot().beat().number() + beats;
        await().until(() -> node.snapshot().beat().number() >= number);
    }

    /** Never ends a turn by itself. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Hanging {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch end = new CountDownLatch(1);

        @OnTurn(every = 10)
        void turn() throws InterruptedException {
            this.begun.countDown();
            this.end.await();
        }

        /** A pool would wait for what it runs by itself. */
        @Bean
        TaskExecutor applicationTaskExecutor() {
            return new SimpleAsyncTaskExecutor("host-");
        }
    }

    @Test
    void waitsForATurnNoLongerThanItsDeadline() throws Exception {
        ConfigurableApplicationContext context =
                start(
                        List.of(
                                "--chorus.gossip.bind=127.0.0.1:0",
                                "--spring.lifecycle.timeout-per-shutdown-phase=60s"),
                        Hanging.class);
        Hanging hanging = context.getBean(Hanging.class);
        assertThat(hanging.begun.await(1, TimeUnit.MINUTES)).isTrue();
        long before = System.nanoTime();
        context.close();
        hanging.end.countDown();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }
}
