package org.chorusmesh.gossip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * A tap on JeroMQ's I/O thread, for two purposes. The answers show that the thread still runs. And
 * each tap makes the thread check its registrations, because JeroMQ 0.6.0 may forget to register a
 * new connection: if the connecter hands it over in the same round as the connect, the channel's
 * old key, which is cancelled but still there, hides that the new owner has none (jeromq pull
 * request 1022). This affects a few of a hundred dials. Without another check, the connection stays
 * mute until the handshake times out.
 *
 * <p>JeroMQ's own timers do not serve: they follow the wall clock, and a timer that is set again is
 * overlooked while a later one waits.
 */
final class IoPulse implements IPollEvents, AutoCloseable {

    private final Poller poller;
    private final Pipe pipe;
    private final Poller.Handle handle;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private volatile long beats;

    /** Call this on the I/O thread itself, before its loop. */
    IoPulse(Poller poller) throws IOException {
        this.poller = poller;
        this.pipe = Pipe.open();
        this.pipe.source().configureBlocking(false);
        this.pipe.sink().configureBlocking(false);
        this.handle = poller.addHandle(this.pipe.source(), this);
        poller.setPollIn(this.handle);
    }

    /**
     * Taps, unless a tap is still unanswered. Only one thread may call this.
     *
     * @throws IOException if the pipe is closed
     */
    void tap() throws IOException {
        if (this.underWay.compareAndSet(false, true)) {
            this.pipe.sink().write(ByteBuffer.allocate(1));
        }
    }

    /** How many taps have been answered. */
    long beats() {
        return this.beats;
    }

    @Override
    public void inEvent() {
        try {
            this.pipe.source().read(ByteBuffer.allocate(1));
        } catch (IOException ex) {
            // Closed: there are no more taps, and the watch notices their absence.
            this.poller.removeHandle(this.handle);
            return;
        }
        this.beats = this.beats + 1;
        this.underWay.set(false);
        // Changes nothing, but makes the poller check its registrations.
        this.poller.setPollIn(this.handle);
    }

    @Override
    public void close() throws IOException {
        this.pipe.sink().close();
        this.pipe.source().close();
    }
}
