package org.chorusmesh.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers every request with the same bytes, whether they are HTTP or not. */
final class RawServer implements AutoCloseable {

    /** What the server does when its answer is written. */
    enum Then {
        CLOSE,
        HOLD
    }

    private final ServerSocket server;

    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    private final List<String> requests = new CopyOnWriteArrayList<>();

    private final byte[] answer;

    private final int piece;

    private final Then then;

    /**
     * Starts it.
     *
     * @param piece how many bytes are written at once
     */
    RawServer(InetAddress address, String answer, int piece, Then then) throws IOException {
        this.server = new ServerSocket(0, 50, address);
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.piece = piece;
        this.then = then;
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return this.server.getLocalPort();
    }

    List<String> requests() {
        return this.requests;
    }

    private void serve() {
        try {
            while (true) {
                Socket client = this.server.accept();
                this.clients.add(client);
                try {
                    answer(client);
                } catch (SocketException ex) {
                    // The client has what it needs and is gone.
                }
            }
        } catch (SocketException ex) {
            // Closed.
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void answer(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder request = new StringBuilder();
        for (String line = reader.readLine();
                line != null && !line.isEmpty();
                line = reader.readLine()) {
            request.append(line).append('\n');
        }
        this.requests.add(request.toString());
        for (int from = 0; from < this.answer.length; from += this.piece) {
            int length = Math.min(this.piece, this.answer.length - from);
            client.getOutputStream().write(this.answer, from, length);
            client.getOutputStream().flush();
        }
        if (this.then == Then.CLOSE) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        this.server.close();
        for (Socket client : this.clients) {
            client.close();
        }
    }
}
