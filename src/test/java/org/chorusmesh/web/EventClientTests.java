package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tests for {@link EventClient}. */
class EventClientTests {

    private final Queue<Runnable> sends = new ArrayDeque<>();

    private final Emitter emitter = new Emitter();

    private final EventClient client = new EventClient(this.emitter);

    @Test
    void leavesOutWhatComesWhileASendRunsAndTellsForHowLong() {
        assertThat(offer("1", 100)).isZero();
        assertThat(offer("2", 120)).isEqualTo(20);
        assertThat(offer("3", 150)).isEqualTo(50);
        assertThat(this.sends).hasSize(1);
        this.sends.remove().run();
        assertThat(offer("4", 160)).isZero();
        this.sends.remove().run();
        assertThat(this.emitter.sent).isEqualTo(2);
    }

    @Test
    void endsAtOnceWhereNoSendRuns() {
        this.client.end();
        this.client.end();
        assertThat(this.emitter.completed).isEqualTo(1);
        assertThat(offer("1", 100)).isZero();
        assertThat(this.sends).isEmpty();
    }

    @Test
    void endsAfterTheSendThatRuns() {
        offer("1", 100);
        this.client.end();
        assertThat(this.emitter.completed).isZero();
        this.sends.remove().run();
        assertThat(this.emitter.completed).isEqualTo(1);
    }

    @Test
    void sendsNothingMoreToAClientThatHasGone() {
        this.emitter.broken = true;
        offer("1", 100);
        this.sends.remove().run();
        assertThat(offer("2", 1_000_000)).isZero();
        this.client.end();
        assertThat(this.sends).isEmpty();
        // The container completes the request by itself then.
        assertThat(this.emitter.completed).isZero();
    }

    @Test
    void cutsOffAClientWhoseEventCannotBeMade() {
        this.client.offer(
                () -> {
                    throw new UnsupportedOperationException("a fault of ours");
                },
                this.sends::add,
                100);
        this.sends.remove().run();
        assertThat(this.emitter.completed).isEqualTo(1);
        assertThat(offer("2", 200)).isZero();
        assertThat(this.sends).isEmpty();
    }

    private long offer(String id, long nowNanos) {
        return this.client.offer(
                () -> List.of(SseEmitter.event().id(id).data("{}")), this.sends::add, nowNanos);
    }

    private static final class Emitter extends SseEmitter {

        private int sent;

        private int completed;

        private boolean broken;

        @Override
        public void send(SseEventBuilder builder) throws IOException {
            if (this.broken) {
                throw new IOException("Broken pipe");
            }
            this.sent++;
        }

        @Override
        public void complete() {
            this.completed++;
        }

        @Override
        public void completeWithError(Throwable failure) {
            this.completed++;
        }
    }
}
