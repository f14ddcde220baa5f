package org.chorusmesh.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.chorusmesh.causality.Boot;
import org.chorusmesh.gossip.Endpoint;
import org.chorusmesh.gossip.RawFrames;
import org.chorusmesh.peers.Report;
import org.chorusmesh.wire.Decoded;
import org.chorusmesh.wire.FrameCodec;
import org.chorusmesh.wire.FramePrefix;

/**
 * Any number of peers of one node, on one socket: each reports and answers as a node does. They
 * turn together, within a few milliseconds, unless said otherwise.
 */
final class Crowd implements AutoCloseable {

    private static final String MESH = "chorus";

    private static final long PERIOD_NANOS = 200_000_000;

    private static final double SCATTER = 0.03;

    private final SplittableRandom random = new SplittableRandom(1);

    private final List<CrowdPeer> peers = new ArrayList<>();

    private final int nodePort;

    private final int port;

    private volatile boolean stopped;

    private Thread thread;

    /**
     * @param nodePort where the node publishes
     * @param port where the crowd does
     */
    Crowd(int nodePort, int port) {
        this.nodePort = nodePort;
        this.port = port;
    }

    /** One more, in step with the others. */
    CrowdPeer add(String nodeId) {
        return add(nodeId, this.random.nextDouble(-SCATTER, SCATTER), 1);
    }

    /**
     * One more.
     *
     * @param offset ahead of the others, rad
     * @param frequencyHz how fast it turns
     */
    CrowdPeer add(String nodeId, double offset, double frequencyHz) {
        CrowdPeer peer =
                new CrowdPeer(
                        nodeId,
                        new Boot(System.currentTimeMillis(), this.random.nextLong()),
                        PERIOD_NANOS,
                        offset,
                        frequencyHz);
        this.peers.add(peer);
        return peer;
    }

    int size() {
        return this.peers.size();
    }

    /** Nobody is added from here on. */
    void start() {
        this.thread = new Thread(this::run, "crowd");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void run() {
        FrameCodec codec = new FrameCodec(MESH, List.of());
        try (RawFrames frames =
                new RawFrames(
                        Endpoint.parse("127.0.0.1:" + this.port),
                        new FramePrefix(MESH).written())) {
            frames.dial(Endpoint.parse("127.0.0.1:" + this.nodePort));
            long startNanos = System.nanoTime();
            long sent = 0;
            Report heard = null;
            long heardAtNanos = 0;
            while (!this.stopped) {
                byte[] frame = frames.receive();
                if (frame != null && codec.decode(frame) instanceof Decoded.Readable readable) {
                    heard = readable.report();
                    heardAtNanos = System.nanoTime();
                }
                // Spread over the period, not all at once.
                long due = (System.nanoTime() - startNanos) * this.peers.size() / PERIOD_NANOS;
                for (sent = Math.max(sent, due - this.peers.size()); sent < due; sent++) {
                    CrowdPeer peer = this.peers.get((int) (sent % this.peers.size()));
                    if (!peer.isSilent()) {
                        long nowNanos = System.nanoTime();
                        double seconds = (nowNanos - startNanos) * 1e-9;
                        frames.send(
                                codec.encode(peer.next(nowNanos, seconds, heard, heardAtNanos)));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        this.stopped = true;
        try {
            this.thread.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }
}
