package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

/** Tests for {@link ContactWatch}. */
class ContactWatchTests {

    private final ContactWatch watch = new ContactWatch();
    private ServerSocketChannel peer;

    @BeforeEach
    void listen() throws IOException {
        this.peer = ServerSocketChannel.open();
        this.peer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        this.peer.close();
    }

    @Test
    void aConnectionThatWasGivenUpMayComeUpAfterTheOneInItsPlace() throws IOException {
        try (SocketChannel givenUp = connect();
                SocketChannel present = connect()) {
            note(present);
            note(givenUp);
            assertThat(this.watch.isLocal(local(present))).isTrue();
            assertThat(this.watch.isLocal(local(givenUp))).isTrue();
        }
    }

    @Test
    void theLocalAddressesOfConnectionsLongPastAreForgotten() throws IOException {
        try (SocketChannel first = connect();
                SocketChannel other = connect()) {
            note(first);
            for (int i = 0; i < 4; i++) {
                assertThat(this.watch.isLocal(local(first))).isTrue();
                note(other);
            }
            assertThat(this.watch.isLocal(local(first))).isFalse();
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(this.peer.getLocalAddress());
    }

    private void note(SocketChannel channel) {
        this.watch.note(new zmq.ZMQ.Event(ZMQ.EVENT_CONNECTED, "tcp://peer", channel));
    }

    private static String local(SocketChannel channel) throws IOException {
        InetSocketAddress near = (InetSocketAddress) channel.getLocalAddress();
        return Address.text(near.getAddress(), near.getPort());
    }
}
