package org.chorusmesh.gossip;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server (RFC 1035) whose every name has as many IPv4 addresses as asked for. Over UDP it
 * answers that they do not fit. Or it answers garbage, or half of what its header states. Run as a
 * program, it looks one name up by the system's resolver and says what came.
 */
final class LargeAnswersNameServer {

    private static final int PORT = 53;
    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final int RESPONSE = 0x8180;
    private static final int TRUNCATED = 0x0200;
    private static final int NAME_OF_THE_QUESTION = 0xC000 | HEADER;
    private static final int TTL_SECONDS = 5;

    /** How it answers. */
    enum Manner {
        WHOLE,
        HALF,
        GARBAGE
    }

    private final int addresses;
    private final Manner manner;
    private final Random random = new Random(11);
    private final AtomicInteger truncated = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();

    private LargeAnswersNameServer(int addresses, Manner manner) {
        this.addresses = addresses;
        this.manner = manner;
    }

    public static void main(String[] args) throws IOException {
        LargeAnswersNameServer server =
                new LargeAnswersNameServer(Integer.parseInt(args[0]), Manner.valueOf(args[1]));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        DatagramSocket udp = new DatagramSocket(PORT, loopback);
        ServerSocket tcp = new ServerSocket(PORT, 8, loopback);
        start(() -> server.serve(udp));
        start(() -> server.serve(tcp));
        int found;
        try {
            found = NameService.system().lookup("beat-gossip.test").size();
        } catch (UnknownHostException ex) {
            found = 0;
        }
        System.out.println(
                "%d addresses, truncated first: %s, over TCP: %s"
                        .formatted(found, server.truncated.get() > 0, server.whole.get() > 0));
        System.exit(0);
    }

    private static void start(Runnable task) {
        new Thread(task, "name-server").start();
    }

    private void serve(DatagramSocket socket) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                ByteBuffer question = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
                byte[] answer = answer(question.slice(), true);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void serve(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] question = new byte[in.readUnsignedShort()];
                in.readFully(question);
                byte[] answer = answer(ByteBuffer.wrap(question), false);
                out.writeShort(answer.length);
                out.write(answer);
            }
        } catch (EOFException ex) {
            // The resolver is done.
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private byte[] answer(ByteBuffer query, boolean datagram) {
        byte[] right = rightAnswer(query, datagram);
        if (this.manner == Manner.HALF) {
            // Its header goes on to state all of them.
            return Arrays.copyOf(right, HEADER + (right.length - HEADER) / 2);
        }
        if (this.manner == Manner.GARBAGE) {
            byte[] garbage = new byte[500];
            this.random.nextBytes(garbage);
            // Of this question, or the resolver would not read on.
            System.arraycopy(right, 0, garbage, 0, 4);
            this.whole.incrementAndGet();
            return garbage;
        }
        return right;
    }

    private byte[] rightAnswer(ByteBuffer query, boolean datagram) {
        int end = HEADER;
        while (query.get(end) != 0) {
            end += 1 + query.get(end);
        }
        int type = query.getShort(end + 1);
        end += 5;
        int count =
                (type == TYPE_A && (!datagram || this.manner == Manner.HALF)) ? this.addresses : 0;
        boolean cut = type == TYPE_A && datagram && this.manner == Manner.WHOLE;
        ByteBuffer answer = ByteBuffer.allocate(end + 16 * count);
        answer.putShort(query.getShort(0));
        answer.putShort((short) (RESPONSE | (cut ? TRUNCATED : 0)));
        answer.putShort((short) 1).putShort((short) count).putShort((short) 0).putShort((short) 0);
        answer.put(query.slice(HEADER, end - HEADER));
        for (int i = 0; i < count; i++) {
            answer.putShort((short) NAME_OF_THE_QUESTION).putShort((short) TYPE_A);
            answer.putShort((short) 1).putInt(TTL_SECONDS).putShort((short) 4);
            answer.putInt((10 << 24) + i + 1);
        }
        (cut ? this.truncated : this.whole).addAndGet((count > 0 || cut) ? 1 : 0);
        return answer.array();
    }
}
