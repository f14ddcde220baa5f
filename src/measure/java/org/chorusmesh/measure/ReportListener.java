package org.chorusmesh.measure;

import com.google.protobuf.InvalidProtocolBufferException;
import org.chorusmesh.dynamics.Phases;
import org.chorusmesh.wire.proto.Report;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Listens in on one node's reports, unkeyed, of the mesh called "chorus". */
final class ReportListener implements AutoCloseable {

    private static final double HALF_A_KICK = 1;

    private static final int DIALS = 5;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket = this.context.createSocket(SocketType.SUB);
    private final String endpoint;

    ReportListener(int port) {
        this.endpoint = "tcp://127.0.0.1:" + port;
        this.socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        this.socket.setReceiveTimeOut(2_000);
        this.socket.connect(this.endpoint);
    }

    Report awaitReport() {
        byte[] frame = this.socket.recv();
        for (int i = 0; frame == null && i < DIALS; i++) {
            // JeroMQ 0.6.0 leaves a few of a hundred dials mute.
            this.socket.disconnect(this.endpoint);
            this.socket.connect(this.endpoint);
            frame = this.socket.recv();
        }
        if (frame == null) {
            throw new IllegalStateException("No report from " + this.endpoint);
        }
        try {
            return Report.parser()
                    .parseFrom(frame, Frames.PREFIX.length, frame.length - Frames.PREFIX.length);
        } catch (InvalidProtocolBufferException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Waits for so many reports whose phase is away from where the mesh has it. */
    void awaitKicked(int reports, Mesh.Sample mesh) {
        for (int kicked = 0; kicked < reports; ) {
            Report report = awaitReport();
            double undisturbed =
                    mesh.phases().get(0)
                            + Phases.TURN * (report.getStampNanos() - mesh.nanos()) * 1e-9;
            if (Math.abs(Phases.difference(report.getPhase(), undisturbed)) > HALF_A_KICK) {
                kicked++;
            }
        }
    }

    @Override
    public void close() {
        this.context.close();
    }
}
