package org.chorusmesh.schedule;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Starts the beats after all other beans have started. No beat fires once the context is closing.
 * The stop waits for running turns before the node says goodbye.
 */
final class BeatScheduler
        implements SmartLifecycle,
                ApplicationListener<ContextClosedEvent>,
                ApplicationContextAware {

    private final BeatDriver driver;
    private final Pulse pulse;
    private final Jobs jobs;
    private final BeatEvents events;
    private @Nullable ApplicationContext context;
    private volatile boolean running;

    BeatScheduler(BeatDriver driver, Pulse pulse, Jobs jobs, BeatEvents events) {
        this.driver = driver;
        this.pulse = pulse;
        this.jobs = jobs;
        this.events = events;
    }

    @Override
    public void setApplicationContext(ApplicationContext applicationContext) {
        this.context = applicationContext;
    }

    @Override
    public void start() {
        this.jobs.open();
        this.events.start();
        this.driver.start(this.pulse);
        this.running = true;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == this.context) {
            end();
        }
    }

    private void end() {
        this.events.stop();
        this.driver.stop();
        this.jobs.close();
    }

    @Override
    public void stop(Runnable callback) {
        end();
        this.running = false;
        this.jobs.close().whenComplete((nothing, failure) -> callback.run());
    }

    @Override
    public void stop() {
        end();
        this.running = false;
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** Starts last and stops first. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }
}
