package org.chorusmesh.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Tests for {@link EventClient}. */
class EventClientTests {

    private static final byte[] EVENT = {1, 2, 3};

    private final Output output = new Output();

    private final List<EventClient> closed = new ArrayList<>();

    private final MockAsyncContext context =
            new MockAsyncContext(new MockHttpServletRequest(), new MockHttpServletResponse());

    private final EventClient client =
            new EventClient(this.context, this.output, 100, this.closed::add);

    @BeforeEach
    void begin() {
        this.client.begin();
    }

    @Test
    void writesNothingBeforeTheContainerSaysSo() {
        assertThat(this.client.offer(EVENT, 110)).isEqualTo(10);
        assertThat(this.output.written.size()).isZero();
    }

    @Test
    void writesWhatTheClientCanTake() throws IOException {
        this.output.listener.onWritePossible();
        assertThat(this.client.offer(EVENT, 110)).isZero();
        assertThat(this.output.written.toByteArray()).isEqualTo(EVENT);
    }

    @Test
    void leavesOutWhatTheClientCannotTakeAndTellsForHowLong() throws IOException {
        this.output.listener.onWritePossible();
        this.client.offer(EVENT, 110);
        this.output.ready = false;
        assertThat(this.client.offer(EVENT, 120)).isEqualTo(10);
        assertThat(this.client.offer(EVENT, 150)).isEqualTo(40);
        assertThat(this.output.written.size()).isEqualTo(EVENT.length);
        this.output.ready = true;
        assertThat(this.client.offer(EVENT, 160)).isZero();
        assertThat(this.closed).isEmpty();
    }

    @Test
    void closesOnceWhenTheConnectionBreaks() throws IOException {
        this.output.listener.onWritePossible();
        this.output.broken = true;
        this.client.offer(EVENT, 110);
        this.output.listener.onError(new IOException("gone"));
        this.client.close();
        assertThat(this.closed).containsExactly(this.client);
        assertThat(this.client.offer(EVENT, 1_000_000)).isZero();
    }

    private static final class Output extends ServletOutputStream {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        private boolean ready = true;

        private boolean broken;

        private WriteListener listener;

        @Override
        public boolean isReady() {
            return this.ready;
        }

        @Override
        public void setWriteListener(WriteListener newListener) {
            this.listener = newListener;
        }

        @Override
        public void write(int value) throws IOException {
            if (this.broken) {
                throw new IOException("gone");
            }
            this.written.write(value);
        }
    }
}
