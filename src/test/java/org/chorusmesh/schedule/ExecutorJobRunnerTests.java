package org.chorusmesh.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SyncTaskExecutor;

/** Tests for {@link ExecutorJobRunner}. */
class ExecutorJobRunnerTests {

    private final ApplicationContextRunner boot =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class));

    private static Thread threadOf(ListableBeanFactory beans, Environment environment)
            throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        ExecutorJobRunner.of(beans, environment).run(() -> thread.complete(Thread.currentThread()));
        return thread.get(1, TimeUnit.MINUTES);
    }

    @Test
    void runsOnBootsTaskExecutor() {
        this.boot
                .withPropertyValues("spring.task.execution.thread-name-prefix=host-")
                .run(
                        (context) ->
                                assertThat(threadOf(context, context.getEnvironment()).getName())
                                        .startsWith("host-"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void runsOnVirtualThreadsWhereTheyAreEnabled() {
        this.boot
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(
                        (context) ->
                                assertThat(threadOf(context, context.getEnvironment()).toString())
                                        .contains("VirtualThread"));
    }

    @Test
    void runsOnThreadsOfItsOwnWhereTheApplicationHasNoTaskExecutor() {
        new ApplicationContextRunner()
                .run(
                        (context) ->
                                assertThat(threadOf(context, context.getEnvironment()).getName())
                                        .startsWith("chorus-job-"));
    }

    @Test
    void neverRunsABodyOnTheThreadThatHandsItOver() {
        AtomicInteger ran = new AtomicInteger();
        ExecutorJobRunner runner = new ExecutorJobRunner(new SyncTaskExecutor());
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> runner.run(ran::incrementAndGet));
        assertThat(ran).hasValue(0);
    }

    @Test
    void runsABodyThatItsOwnThreadHandedOver() {
        AtomicInteger ran = new AtomicInteger();
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            ExecutorJobRunner runner = new ExecutorJobRunner(single);
            runner.run(() -> runner.run(ran::incrementAndGet));
            await().untilAtomic(ran, org.hamcrest.Matchers.is(1));
        } finally {
            single.shutdownNow();
        }
    }
}
