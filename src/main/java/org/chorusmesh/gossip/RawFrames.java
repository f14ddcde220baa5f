package org.chorusmesh.gossip;

import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Raw frames to and from one member, through sockets that are guarded as a node's are. For tools
 * that check a member. Not safe for use by several threads.
 */
public final class RawFrames implements AutoCloseable {

    private static final int WAIT_MILLIS = 2;
    private static final long CLOSE_LIMIT_NANOS = 900_000_000L;

    private final Messaging messaging;
    private final ZMQ.Socket out;
    private final ZMQ.Socket in;
    private boolean dialled;

    /**
     * Binds.
     *
     * @param bind where the member dials; port 0 takes a free one
     * @param topic what every frame of the mesh starts with
     * @throws GossipException if that address cannot be bound
     */
    public RawFrames(Endpoint bind, byte[] topic) {
        String at = address(bind).uri();
        this.messaging = new Messaging(new Threads("raw"), () -> {});
        this.out = this.messaging.publisher(topic);
        // Receives everything that the member publishes, not only what it should.
        this.in =
                this.messaging.subscriber(
                        List.of(new byte[0]), null, Messaging.secretName(), System::nanoTime);
        this.in.setReceiveTimeOut(WAIT_MILLIS);
        try {
            this.out.bind(at);
        } catch (ZMQException ex) {
            close();
            throw new GossipException(
                    "Cannot bind " + bind + ": taken, or not an address of this machine", ex);
        }
    }

    /**
     * Dials the member.
     *
     * @param member where it publishes
     * @throws GossipException if there is no such host
     */
    public void dial(Endpoint member) {
        this.in.connect(address(member).uri());
    }

    private static Address address(Endpoint endpoint) {
        try {
            return new Address(endpoint.lookup(NameService.system()), endpoint.port());
        } catch (UnknownHostException ex) {
            throw new GossipException(endpoint + ": there is no such host", ex);
        }
    }

    /** The port that is bound. */
    public int port() {
        String endpoint = this.out.getLastEndpoint();
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    /**
     * Waits a little for the next frame.
     *
     * @return null if none has come
     * @throws IllegalStateException if the sockets have failed
     */
    public byte @Nullable [] receive() {
        if (this.messaging.hasFailed()) {
            throw new IllegalStateException("The sockets have failed");
        }
        byte[] upstream = this.out.recv(ZMQ.DONTWAIT);
        while (upstream != null) {
            this.dialled |= upstream.length > 0 && upstream[0] == 1;
            upstream = this.out.recv(ZMQ.DONTWAIT);
        }
        return this.in.recv();
    }

    /** Sends a frame to everyone who has subscribed to a prefix of it. */
    public void send(byte[] frame) {
        this.out.send(frame, ZMQ.DONTWAIT);
    }

    /** Whether anyone has dialled, and subscribed to the topic or to a prefix of it. */
    public boolean isDialled() {
        return this.dialled;
    }

    @Override
    public void close() {
        this.out.close();
        this.in.close();
        Threads.join(this.messaging.close(CLOSE_LIMIT_NANOS), CLOSE_LIMIT_NANOS);
    }
}
