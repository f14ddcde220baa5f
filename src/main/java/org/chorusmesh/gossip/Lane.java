package org.chorusmesh.gossip;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZEvent;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZError;
import zmq.io.Metadata;

/**
 * A socket that receives from many addresses, and the thread that owns it. It waits in {@code
 * recv}, which costs a fraction of a poller, or rests, see {@link Intake}. An order to connect or
 * to disconnect wakes it from the former. A lane has one connection to an address at most.
 *
 * <p>A frame belongs to the link whose two addresses its metadata states. The remote address alone
 * does not do: JeroMQ 0.6.0 lets a peer overwrite it with a property of its handshake. The name of
 * the property with the local address is a secret of the lane, so no peer can overwrite that one.
 */
final class Lane implements ZEvent.ZEventConsummer {

    private static final int MAX_INTERRUPTIONS = 100;

    private static final Logger logger = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final Messaging messaging;
    private final Reception reception;
    private final boolean anyMesh;
    private final Runnable onChange;
    private final Map<Address, Link> dialled = new HashMap<>();
    private final Queue<Link> orders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Object wakeLock = new Object();
    private final Map<String, Link> connected = new ConcurrentHashMap<>();
    private final Map<String, Link> byPeer = new HashMap<>();
    private final String localName = Messaging.secretName();

    private volatile boolean stopped;
    private volatile boolean ended;
    private volatile long established;
    private @Nullable SocketBase sleeper;
    private @Nullable Thread thread;
    private @Nullable Metadata lastMetadata;
    private @Nullable Link lastSender;

    /**
     * @param name ends the name of its thread
     * @param reception judges the frames; used by this lane's thread alone
     * @param anyMesh whether to ask for the reports of any mesh, to learn who is there
     * @param onChange called on any thread when a connection has come further, or no further
     */
    Lane(
            String name,
            Messaging messaging,
            Reception reception,
            boolean anyMesh,
            Runnable onChange) {
        this.name = name;
        this.messaging = messaging;
        this.reception = reception;
        this.anyMesh = anyMesh;
        this.onChange = onChange;
    }

    /** Opens the socket, on the thread that owns it. */
    Lane start(Threads threads) {
        this.thread = threads.start(this.name, this::run);
        return this;
    }

    /** Whether it has a connection to an address that has not been stopped. */
    boolean holds(Address address) {
        Link link = this.dialled.get(address);
        return link != null && !link.isOver();
    }

    /**
     * Connects to an address. A connection to it that there is already ends. Only one thread at a
     * time may call this.
     */
    Link dial(Address address) {
        this.dialled.values().removeIf(Link::isOver);
        Link link = new Link(address, this.anyMesh, this.reception, this::order, this.onChange);
        Link former = this.dialled.put(address, link);
        if (former != null) {
            former.stop();
        }
        order(link);
        return link;
    }

    /** How many TCP connections have come up. */
    long established() {
        return this.established;
    }

    /** Ends every connection and closes the socket, soon. */
    void stop() {
        this.stopped = true;
        wakeUp();
    }

    /** Whether it has ended, by itself or not, so that it connects no more. */
    boolean hasEnded() {
        return this.ended;
    }

    /** Waits for the end of the thread. */
    boolean join(long limitNanos) {
        Thread started = this.thread;
        return started == null || Threads.join(started, limitNanos);
    }

    private void order(Link link) {
        this.orders.add(link);
        wakeUp();
        if (this.ended) {
            link.end();
        }
    }

    private void wakeUp() {
        this.woken.set(true);
        synchronized (this.wakeLock) {
            if (this.sleeper != null) {
                this.sleeper.cancel(this.woken);
            }
        }
    }

    private void run() {
        try (ZMQ.Socket socket =
                this.messaging.subscriber(
                        this.reception.topics(this.anyMesh),
                        this,
                        this.localName,
                        this.reception.nanoClock())) {
            setSleeper(socket.base());
            try {
                receive(socket);
            } finally {
                // A closed socket must not be woken.
                setSleeper(null);
            }
        } catch (Throwable ex) {
            if (Messaging.isFull(ex) && !this.stopped) {
                this.messaging.fail(ex);
            }
            // The watch must see that this has ended, for any reason, and dial again.
            if (!this.messaging.threads().shortage().isOne(ex)
                    && !this.stopped
                    && !this.messaging.hasFailed()) {
                logger.warn("A socket that receives has failed and is replaced", ex);
            }
        } finally {
            this.ended = true;
            this.connected.values().forEach(Link::end);
            this.orders.forEach(Link::end);
            this.onChange.run();
        }
    }

    private void setSleeper(@Nullable SocketBase socket) {
        synchronized (this.wakeLock) {
            this.sleeper = socket;
        }
    }

    private void receive(ZMQ.Socket socket) {
        int interruptions = 0;
        Intake intake = new Intake(this.reception.nanoClock(), LockSupport::parkNanos);
        while (!this.stopped) {
            if (this.woken.get()) {
                this.woken.set(false);
                obey(socket);
            }
            Msg message = intake.next(socket.base(), this.woken);
            if (message != null) {
                take(message, intake.nowNanos());
                interruptions = 0;
                continue;
            }
            switch (socket.base().errno()) {
                case ZError.EAGAIN, ZError.ECANCELED -> interruptions = 0;
                case ZError.EINTR -> {
                    // No interrupt is expected; one must neither stop this thread nor make it spin.
                    if (++interruptions > MAX_INTERRUPTIONS) {
                        throw new ZMQException(ZError.EINTR);
                    }
                }
                default -> throw new ZMQException(socket.base().errno());
            }
        }
        // A set flag would make the close fail.
        Thread.interrupted();
    }

    private void obey(ZMQ.Socket socket) {
        this.lastMetadata = null;
        for (Link link = this.orders.poll(); link != null; link = this.orders.poll()) {
            if (link.isOver() || link.watch().reachedItself()) {
                disconnect(socket, link);
                link.end();
            } else if (this.connected.get(link.address().uri()) != link) {
                connect(socket, link);
            }
        }
    }

    private void connect(ZMQ.Socket socket, Link link) {
        Link former = this.connected.put(link.address().uri(), link);
        if (former != null) {
            socket.disconnect(link.address().uri());
            former.end();
        }
        this.byPeer.put(link.address().text(), link);
        socket.connect(link.address().uri());
    }

    private void disconnect(ZMQ.Socket socket, Link link) {
        if (this.connected.remove(link.address().uri(), link)) {
            this.byPeer.remove(link.address().text());
            socket.disconnect(link.address().uri());
        }
    }

    private void take(Msg message, long nowNanos) {
        Metadata metadata = message.getMetadata();
        // Frames of a flood come from one connection.
        if (metadata == null || metadata != this.lastMetadata) {
            this.lastSender = senderOf(metadata);
            this.lastMetadata = metadata;
        }
        Link link = this.lastSender;
        if (link != null) {
            link.take(message.data(), receivedNanos(message, nowNanos));
        } else {
            this.reception.refuseUnknown();
        }
    }

    private static long receivedNanos(Msg message, long nowNanos) {
        return (message instanceof ReceivedMessage received)
                ? received.receivedNanos(nowNanos)
                : nowNanos;
    }

    /** The link of a connection; JeroMQ gives each of its messages the same metadata. */
    private @Nullable Link senderOf(@Nullable Metadata metadata) {
        // Peers before ZMTP 3.0 have none.
        String peer = (metadata != null) ? metadata.get(Metadata.PEER_ADDRESS) : null;
        Link link = (peer != null) ? this.byPeer.get(peer) : null;
        if (link == null || link.isFrom(metadata)) {
            return link;
        }
        String local = metadata.get(this.localName);
        return (local != null && link.comesFrom(metadata, local)) ? link : null;
    }

    @Override
    public void consume(zmq.ZMQ.Event event) {
        Link link = this.connected.get(event.addr);
        if (link == null) {
            return;
        }
        boolean changed = link.watch().note(event);
        if (event.event == ZMQ.EVENT_CONNECTED) {
            this.established = this.established + 1;
        }
        if (link.watch().reachedItself()) {
            order(link);
        }
        if (changed || event.event == ZMQ.EVENT_CONNECTED) {
            this.onChange.run();
        }
    }

    /** Never called: the raw event is taken. */
    @Override
    public void consume(ZEvent event) {}
}
