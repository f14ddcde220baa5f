package org.chorusmesh.gossip;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * ZMTP 3.0 by hand, on plain TCP: enough to join as any program could, and to do what none should.
 */
final class Zmtp implements AutoCloseable {

    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Zmtp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static Zmtp dial(int port) throws IOException {
        return new Zmtp(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    }

    /** 64 bytes: signature, version 3.0, mechanism NULL. */
    static byte[] greeting() {
        ByteBuffer greeting = ByteBuffer.allocate(64);
        greeting.put(new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0});
        greeting.put(ascii("NULL"));
        return greeting.array();
    }

    /**
     * @param properties further ones, each with its value
     */
    static byte[] ready(String socketType, String... properties) {
        byte[] body = join(new byte[] {5}, ascii("READY"), property("Socket-Type", socketType));
        for (int i = 0; i < properties.length; i += 2) {
            body = join(body, property(properties[i], properties[i + 1]));
        }
        return frame(COMMAND, body);
    }

    private static byte[] property(String name, String value) {
        ByteBuffer property = ByteBuffer.allocate(1 + name.length() + 4 + value.length());
        property.put((byte) name.length()).put(ascii(name));
        return property.putInt(value.length()).put(ascii(value)).array();
    }

    static byte[] frame(int flags, byte[] body) {
        boolean small = body.length < 256;
        ByteBuffer frame = ByteBuffer.allocate(body.length + (small ? 2 : 9));
        frame.put((byte) (small ? flags : flags | LONG));
        if (small) {
            frame.put((byte) body.length);
        } else {
            frame.putLong(body.length);
        }
        return frame.put(body).array();
    }

    /** A header that promises a body of a size, and no body. */
    static byte[] header(int flags, long size) {
        return ByteBuffer.allocate(9).put((byte) (flags | LONG)).putLong(size).array();
    }

    static byte[] subscribe(byte[] topic) {
        return frame(0, ByteBuffer.allocate(topic.length + 1).put((byte) 1).put(topic).array());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void send(byte[] bytes) throws IOException {
        this.out.write(bytes);
        this.out.flush();
    }

    /** Greets, says what it is, and reads the same from the other side. */
    void handshake(String socketType) throws IOException {
        send(join(greeting(), ready(socketType)));
        this.in.readFully(new byte[64]);
        receive();
    }

    /** The body of the next frame, commands included. */
    byte[] receive() throws IOException {
        int flags = this.in.readUnsignedByte();
        long size = ((flags & LONG) != 0) ? this.in.readLong() : this.in.readUnsignedByte();
        byte[] body = new byte[Math.toIntExact(size)];
        this.in.readFully(body);
        return body;
    }

    byte[] receiveUnchecked() {
        try {
            return receive();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
