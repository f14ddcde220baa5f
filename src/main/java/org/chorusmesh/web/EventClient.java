package org.chorusmesh.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One client of the event stream. Nothing here ever blocks: what a client cannot take at the moment
 * it misses.
 */
final class EventClient implements WriteListener, AsyncListener {

    private final AsyncContext context;

    private final ServletOutputStream output;

    private final Consumer<EventClient> onClosed;

    private long lastWrittenNanos;

    private boolean open;

    private boolean closed;

    EventClient(
            AsyncContext context,
            ServletOutputStream output,
            long nowNanos,
            Consumer<EventClient> onClosed) {
        this.context = context;
        this.output = output;
        this.lastWrittenNanos = nowNanos;
        this.onClosed = onClosed;
    }

    /** Begins to listen to the container. */
    void begin() {
        this.context.addListener(this);
        this.output.setWriteListener(this);
    }

    /**
     * Writes an event if the client can take it.
     *
     * @return nanoseconds since the client took one
     */
    synchronized long offer(byte[] event, long nowNanos) {
        if (this.closed) {
            return 0;
        }
        try {
            if (this.open && this.output.isReady()) {
                this.output.write(event);
                this.lastWrittenNanos = nowNanos;
                if (this.output.isReady()) {
                    this.output.flush();
                }
            }
        } catch (IOException | IllegalStateException ex) {
            close();
        }
        return nowNanos - this.lastWrittenNanos;
    }

    synchronized void close() {
        if (this.closed) {
            return;
        }
        this.closed = true;
        this.onClosed.accept(this);
        try {
            this.context.complete();
        } catch (IllegalStateException ex) {
            // The container was quicker.
        }
    }

    @Override
    public synchronized void onWritePossible() throws IOException {
        this.open = true;
        if (!this.closed && this.output.isReady()) {
            this.output.flush();
        }
    }

    @Override
    public void onError(Throwable ex) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nothing starts anew here.
    }
}
