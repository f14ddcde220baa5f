package org.chorusmesh.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.chorusmesh.Patience;
import org.chorusmesh.node.Inbound;
import org.chorusmesh.node.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link SynchronyDesk}. */
class SynchronyDeskTests {

    private final Node node =
            new Node(TestNodes.configuration("me", TestNodes.QUICK), new SplittableRandom(1), 0);

    private final AtomicLong now = new AtomicLong();

    private final SynchronyDesk desk = new SynchronyDesk(this.node, this.now::get);

    private final Owner owner = new Owner();

    @AfterEach
    void end() throws InterruptedException {
        this.owner.interrupt();
        this.owner.join();
    }

    @Test
    void showsTheNodeBeforeItHasAnOwner() {
        assertThat(this.desk.present()).isSameAs(this.desk.last());
        assertThat(this.desk.present().snapshot().lamport()).isZero();
    }

    @Test
    void makesOneForAllWhoAskAfterAStepAndNoneUnasked() throws Exception {
        this.owner.begin();
        this.owner.step();
        assertThat(this.desk.last().snapshot().lamport()).isZero();
        CompletableFuture<Synchrony> other = CompletableFuture.supplyAsync(this::present);
        Synchrony made = present();
        assertThat(made.snapshot().lamport()).isOne();
        assertThat(other.get(1, TimeUnit.MINUTES)).isSameAs(made);
        assertThat(present()).isSameAs(made).isSameAs(this.desk.last());
        this.owner.step();
        assertThat(this.desk.last()).isSameAs(made);
        assertThat(present().snapshot().lamport()).isEqualTo(2);
    }

    /** A calm node steps seldom. */
    @Test
    void callsForAStepWhereTheLastOneIsOld() throws Exception {
        this.owner.begin();
        this.owner.step();
        Synchrony made = present();
        this.now.addAndGet(SynchronyDesk.FRESH_NANOS - 1);
        assertThat(present()).isSameAs(made);
        this.now.incrementAndGet();
        assertThat(this.desk.isStepWanted()).isFalse();
        assertThat(present().snapshot().lamport()).isEqualTo(2);
        assertThat(present().snapshot().lamport()).isEqualTo(2);
    }

    @Test
    void answersTheOwnerItselfAtOnce() throws Exception {
        this.owner.begin();
        this.owner.step();
        assertThat(this.owner.call(this.desk::present).snapshot().lamport()).isOne();
    }

    @Test
    void givesTheLastOneWhereTheOwnerDoesNotAnswerAndWaitsForItOnce() throws Exception {
        this.owner.begin();
        this.owner.step();
        Synchrony made = present();
        CountDownLatch release = new CountDownLatch(1);
        this.owner.step();
        CompletableFuture<Void> hanging = hangUntil(release);
        assertThat(this.desk.present(1)).isSameAs(made);
        Synchrony later =
                assertTimeoutPreemptively(
                        Duration.ofMinutes(1), () -> this.desk.present(Long.MAX_VALUE));
        assertThat(later).isSameAs(made);
        release.countDown();
        hanging.get(1, TimeUnit.MINUTES);
        await().until(() -> this.desk.present().snapshot().lamport() == 2);
    }

    @Test
    void givesTheLastOneToAReaderThatIsInterrupted() throws Exception {
        this.owner.begin();
        Synchrony born = this.desk.last();
        CountDownLatch release = new CountDownLatch(1);
        this.owner.step();
        hangUntil(release);
        Thread.currentThread().interrupt();
        assertThat(this.desk.present()).isSameAs(born);
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
    }

    @Test
    void givesTheLastOneAfterTheEnd() throws Exception {
        this.owner.begin();
        this.owner.step();
        Synchrony made = present();
        this.owner.step();
        this.owner.run(this.desk::close);
        assertThat(this.desk.present()).isSameAs(made);
    }

    /** As it is after the last step, however long the owner takes to say so. */
    private Synchrony present() {
        return this.desk.present(Patience.LIMIT.toMillis());
    }

    /** Keeps the owner busy from now on. */
    private CompletableFuture<Void> hangUntil(CountDownLatch release) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> hanging =
                this.owner.start(
                        () -> {
                            begun.countDown();
                            awaitQuietly(release);
                        });
        awaitQuietly(begun);
        return hanging;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Owns the node and parks between what it is given to do. */
    private final class Owner extends Thread {

        private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        void begin() throws Exception {
            start();
            run(() -> {});
        }

        @Override
        public void run() {
            SynchronyDeskTests.this.desk.open();
            while (!isInterrupted()) {
                Runnable task = this.tasks.poll();
                if (task != null) {
                    task.run();
                } else {
                    if (SynchronyDeskTests.this.desk.isStepWanted()) {
                        takeStep();
                    }
                    SynchronyDeskTests.this.desk.answer();
                    LockSupport.park();
                }
            }
        }

        CompletableFuture<Void> start(Runnable task) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            this.tasks.add(
                    () -> {
                        task.run();
                        done.complete(null);
                    });
            LockSupport.unpark(this);
            return done;
        }

        void run(Runnable task) throws Exception {
            start(task).get(1, TimeUnit.MINUTES);
        }

        <T> T call(Supplier<T> task) throws Exception {
            CompletableFuture<T> result = new CompletableFuture<>();
            run(() -> result.complete(task.get()));
            return result.get();
        }

        void step() throws Exception {
            run(this::takeStep);
        }

        private void takeStep() {
            long nanos = SynchronyDeskTests.this.now.addAndGet(1_000_000);
            SynchronyDeskTests.this.node.step(nanos, Inbound.NOTHING, List.of());
            SynchronyDeskTests.this.desk.stepped();
        }
    }
}
