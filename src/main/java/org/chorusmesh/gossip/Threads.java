package org.chorusmesh.gossip;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Creates the threads of one node. They are daemons, so that they do not keep a process running,
 * and are named after the node, so that a thread dump shows whose they are.
 */
final class Threads {

    private static final long IDLE_SECONDS = 1;

    private final String nodeId;
    private final Shortage shortage;

    Threads(String nodeId) {
        this.nodeId = nodeId;
        this.shortage = new Shortage(nodeId, System::nanoTime);
    }

    /** What the node says when it runs out of threads or descriptors. */
    Shortage shortage() {
        return this.shortage;
    }

    /**
     * A thread, not started.
     *
     * @param role what it does
     */
    Thread create(String role, Runnable task) {
        Thread thread =
                new Thread(
                        () -> LogContext.run(this.nodeId, task),
                        "chorus-" + this.nodeId + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** A thread, started. */
    Thread start(String role, Runnable task) {
        Thread thread = create(role, task);
        thread.start();
        return thread;
    }

    /**
     * A thread, started. Where no thread can be started, the caller runs the task: what must be
     * done is done all the same.
     *
     * @return the thread; one that has ended if the caller has run the task
     */
    Thread startOrRun(String role, Runnable task) {
        Thread thread = create(role, task);
        try {
            thread.start();
        } catch (OutOfMemoryError ex) {
            if (!this.shortage.isOne(ex)) {
                throw ex;
            }
            // A set flag would harm the sockets.
            boolean interrupted = Thread.interrupted();
            try {
                task.run();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        return thread;
    }

    /** As many threads as there are tasks at a time. They end when they are idle for a second. */
    ExecutorService pool(String role) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                (task) -> create(role, task));
    }

    /**
     * Waits for the end of a thread. An interrupt does not end the wait; the flag is set again for
     * the caller.
     *
     * @return whether it has ended
     */
    static boolean join(Thread thread, long limitNanos) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limitNanos;
        try {
            while (thread.isAlive()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                } catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
