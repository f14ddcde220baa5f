package org.chorusmesh.schedule;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/**
 * Runs bodies on an executor of the application, and never on the calling thread, which fires
 * beats.
 */
final class ExecutorJobRunner implements JobRunner {

    /** The executor of Boot, with virtual threads if they are enabled. */
    private static final String BOOTS_EXECUTOR = "applicationTaskExecutor";

    /** The executor of Spring for asynchronous methods. */
    private static final String SPRINGS_EXECUTOR = "taskExecutor";

    private final Executor executor;

    ExecutorJobRunner(Executor executor) {
        this.executor = executor;
    }

    /**
     * Creates a runner for an application. It uses the task executor of Boot, that for asynchronous
     * methods, or the only one; otherwise a new thread for each body.
     */
    static ExecutorJobRunner of(ListableBeanFactory beans, Environment environment) {
        for (String name : new String[] {BOOTS_EXECUTOR, SPRINGS_EXECUTOR}) {
            if (beans.containsBean(name) && beans.isTypeMatch(name, Executor.class)) {
                return new ExecutorJobRunner(beans.getBean(name, Executor.class));
            }
        }
        TaskExecutor only = beans.getBeanProvider(TaskExecutor.class).getIfUnique();
        if (only != null) {
            return new ExecutorJobRunner(only);
        }
        SimpleAsyncTaskExecutor own = new SimpleAsyncTaskExecutor("chorus-job-");
        own.setVirtualThreads(Threading.VIRTUAL.isActive(environment));
        return new ExecutorJobRunner(own);
    }

    @Override
    public void run(Runnable body) {
        Handing handing = new Handing(Thread.currentThread());
        this.executor.execute(
                () -> {
                    handing.refuseCaller();
                    body.run();
                });
        handing.done = true;
    }

    /** Distinguishes a task that runs within the call of the executor from one that runs later. */
    private static final class Handing {

        private final Thread caller;
        private volatile boolean done;

        Handing(Thread caller) {
            this.caller = caller;
        }

        void refuseCaller() {
            if (!this.done && Thread.currentThread() == this.caller) {
                throw new RejectedExecutionException(
                        "the executor would run the job on the thread of its caller");
            }
        }
    }
}
