package org.chorusmesh.gossip;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Opens the channels of dialling sockets so that none of them keeps a node from binding its port.
 * The system may give a dial the port of a peer that is down, and holds it for a minute after the
 * connection ends. A port can be bound nevertheless if all its users allow reuse.
 */
class DiallingChannels extends SelectorProvider {

    private final SelectorProvider system = SelectorProvider.provider();
    private final Shortage shortage;

    /**
     * @param shortage is told when there is no descriptor for a dial, which JeroMQ keeps to itself
     */
    DiallingChannels(Shortage shortage) {
        this.shortage = shortage;
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        try {
            SocketChannel channel = this.system.openSocketChannel();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return channel;
        } catch (IOException ex) {
            this.shortage.isOne(ex);
            throw ex;
        }
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return this.system.openServerSocketChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return this.system.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return this.system.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return this.system.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return this.system.openSelector();
    }
}
