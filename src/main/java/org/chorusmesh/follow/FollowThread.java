package org.chorusmesh.follow;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The thread on which a follower queries its nodes. It starts and stops with the application, as a
 * node does.
 */
public final class FollowThread implements SmartLifecycle {

    /** As for a node: starts before the web server, and stops after it. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    private final FollowRounds rounds;
    private volatile @Nullable Thread thread;

    FollowThread(FollowRounds rounds) {
        this.rounds = rounds;
    }

    /** Why nodes cannot be followed, by URL. Nodes that can are not in it. */
    public Map<String, String> problems() {
        return this.rounds.problems();
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            Thread started = new Thread(this::run, "chorus-follow");
            started.setDaemon(true);
            this.thread = started;
            started.start();
        }
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(this.rounds.round());
            }
        } catch (InterruptedException ex) {
            // Only stop() interrupts this thread.
        }
    }

    @Override
    public synchronized void stop() {
        Thread stopped = this.thread;
        if (stopped != null) {
            stopped.interrupt();
            try {
                stopped.join();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            this.thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return this.thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
