package org.chorusmesh.schedule;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;

/**
 * Runs bodies on an executor of the application, and never on the thread that hands them over: that
 * one fires beats.
 */
final class ExecutorJobRunner implements JobRunner {

    /** Boot's, which has virtual threads where they are enabled. */
    private static final String BOOTS_EXECUTOR = "applicationTaskExecutor";

    /** What Spring takes for asynchronous methods. */
    private static final String SPRINGS_EXECUTOR = "taskExecutor";

    private final Executor executor;

    ExecutorJobRunner(Executor executor) {
        this.executor = executor;
    }

    /**
     * A runner for an application: on Boot's task executor, or on the one that asynchronous methods
     * run on, or on a new thread for each body where there is none.
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

    /** Tells a task that runs within the call of the executor from one that runs later. */
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
