package org.chorusmesh.measure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chorusmesh.wire.proto.Echo;
import org.chorusmesh.wire.proto.Report;
import org.jspecify.annotations.Nullable;

/** Frames of the mesh called "chorus", made ahead of a flood. */
final class Frames {

    static final byte[] PREFIX = "CHRS\u0001\u0006chorus".getBytes(StandardCharsets.UTF_8);

    static final String KEY = "a key for measured runs only, 32+";

    private Frames() {}

    /**
     * So many reports of rising Lamport time.
     *
     * @param keyed whether they are signed with {@link #KEY}
     */
    static byte[][] flood(int count, boolean keyed) {
        Mac mac = keyed ? mac() : null;
        byte[][] frames = new byte[count][];
        long incarnation = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            frames[i] = frame(incarnation, i + 1L, mac);
        }
        return frames;
    }

    private static byte[] frame(long incarnation, long lamport, @Nullable Mac mac) {
        Report.Builder report =
                Report.newBuilder()
                        .setNodeId("flooder")
                        .setIncarnation(incarnation)
                        .setBoot(0x0123456789abcdefL)
                        .setLamport(lamport)
                        .setStampNanos(System.nanoTime())
                        .setGossipPeriodNanos(50_000_000L)
                        .setPhase(1.5)
                        .setRate(6.28)
                        .setNaturalFrequency(6.28);
        for (int i = 0; i < 2; i++) {
            report.addEchoes(
                    Echo.newBuilder()
                            .setBoot(0x1122334455667788L + i)
                            .setStampNanos(System.nanoTime())
                            .setHeldNanos(3_000_000L));
        }
        byte[] message = report.build().toByteArray();
        byte[] frame = Arrays.copyOf(PREFIX, PREFIX.length + message.length);
        System.arraycopy(message, 0, frame, PREFIX.length, message.length);
        if (mac == null) {
            return frame;
        }
        byte[] tag = mac.doFinal(frame);
        byte[] signed = Arrays.copyOf(frame, frame.length + tag.length);
        System.arraycopy(tag, 0, signed, frame.length, tag.length);
        return signed;
    }

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
