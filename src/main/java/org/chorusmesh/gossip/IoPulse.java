package org.chorusmesh.gossip;

import java.io.IOException;
import java.nio.channels.Pipe;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * A timer on JeroMQ's I/O thread, for two ends. Its count tells from outside that the thread still
 * goes round. And it makes the thread look through its registrations at short intervals, because
 * JeroMQ 0.6.0 may forget to register a connection that has just been made: where the hand-over
 * from the connecter falls into one round with the connect, the channel's old key, cancelled but
 * still there, hides that there is none for the new owner (jeromq pull request 1022). That hits a
 * few of a hundred dials, and without a further round the connection stays mute until the
 * handshake's time limit, 30 s. Any later look heals it.
 *
 * <p>Belongs to the I/O thread, but for the count.
 */
final class IoPulse implements IPollEvents, AutoCloseable {

    private static final long PERIOD_MILLIS = 20;
    private static final int TIMER_ID = 1;

    private final Poller poller;
    private final Pipe pipe;
    private final Poller.Handle handle;

    private volatile long beats;

    /** To be called on the I/O thread itself, before its loop. */
    IoPulse(Poller poller) throws IOException {
        this.poller = poller;
        // Nothing ever comes through: a registration is needed for there to be something to change.
        this.pipe = Pipe.open();
        this.pipe.source().configureBlocking(false);
        this.handle = poller.addHandle(this.pipe.source(), this);
        schedule();
    }

    /** Grows as long as the I/O thread goes round. */
    long beats() {
        return this.beats;
    }

    @Override
    public void timerEvent(int id) {
        this.beats = this.beats + 1;
        schedule();
    }

    @Override
    public void close() throws IOException {
        this.pipe.sink().close();
        this.pipe.source().close();
    }

    private void schedule() {
        this.poller.setPollIn(this.handle);
        this.poller.addTimer(PERIOD_MILLIS, this, TIMER_ID);
    }
}
