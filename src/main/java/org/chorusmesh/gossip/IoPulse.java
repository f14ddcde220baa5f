package org.chorusmesh.gossip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.atomic.AtomicBoolean;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * A tap on the shoulder of JeroMQ's I/O thread, for two ends. Its answers tell that the thread
 * still goes round. And it makes the thread look through its registrations, because JeroMQ 0.6.0
 * may forget to register a connection that has just been made: where the hand-over from the
 * connecter falls into one round with the connect, the channel's old key, cancelled but still
 * there, hides that there is none for the new owner (jeromq pull request 1022). That hits some of a
 * hundred dials, and without a further look the connection stays mute until the handshake's time
 * limit, 30 s. Any later look heals it.
 *
 * <p>Not one of JeroMQ's own timers: they follow the wall clock, and one that is set again goes
 * unseen while a later one waits.
 */
final class IoPulse implements IPollEvents, AutoCloseable {

    private final Poller poller;
    private final Pipe pipe;
    private final Poller.Handle handle;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private volatile long beats;

    /** To be called on the I/O thread itself, before its loop. */
    IoPulse(Poller poller) throws IOException {
        this.poller = poller;
        this.pipe = Pipe.open();
        this.pipe.source().configureBlocking(false);
        this.pipe.sink().configureBlocking(false);
        this.handle = poller.addHandle(this.pipe.source(), this);
        poller.setPollIn(this.handle);
    }

    /**
     * Taps, unless a tap is still unanswered. One thread may call this.
     *
     * @throws IOException if that cannot be done any more
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
            // Closed: there will be no more taps, and their absence is noticed.
            this.poller.removeHandle(this.handle);
            return;
        }
        this.beats = this.beats + 1;
        this.underWay.set(false);
        // Changes nothing, but what has been changed is looked through.
        this.poller.setPollIn(this.handle);
    }

    @Override
    public void close() throws IOException {
        this.pipe.sink().close();
        this.pipe.source().close();
    }
}
