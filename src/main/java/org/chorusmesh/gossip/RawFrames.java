package org.chorusmesh.gossip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Frames to and from one member as they are, through sockets as guarded as a node's. For tools that
 * judge a member. One thread uses it.
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
        String at = new Address(ip(bind), bind.port()).uri();
        this.messaging = new Messaging(new Threads("raw"), () -> {});
        this.out = this.messaging.publisher(topic);
        // Everything that it publishes is to be seen, not only what it should.
        this.in = this.messaging.subscriber(List.of(new byte[0]), new ContactWatch());
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
        this.in.connect(new Address(ip(member), member.port()).uri());
    }

    private static InetAddress ip(Endpoint endpoint) {
        try {
            if (endpoint.host().equals("*")) {
                return InetAddress.getByName("0.0.0.0");
            }
            Optional<InetAddress> numeric = endpoint.numeric();
            return numeric.isPresent() ? numeric.get() : InetAddress.getByName(endpoint.host());
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

    /** Sends a frame to every subscriber of its start. */
    public void send(byte[] frame) {
        this.out.send(frame, ZMQ.DONTWAIT);
    }

    /** Whether anyone has dialled, and subscribed to the topic or to a shorter start of it. */
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
