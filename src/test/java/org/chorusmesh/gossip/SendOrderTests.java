package org.chorusmesh.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Tests for {@link SendOrder}, on live sockets. */
class SendOrderTests {

    private static final byte[] TOPIC = "CHRS_6chorus".getBytes(StandardCharsets.US_ASCII);

    private static final int SHORTEST = 5;

    private static final long PLACE = TimeUnit.SECONDS.toNanos(5);

    private static final int TIMEOUT_MILLIS = 10_000;

    private final ZContext context = new ZContext();
    private final ZMQ.Socket publisher = this.context.createSocket(SocketType.XPUB);
    private final ZMQ.Socket subscriber = this.context.createSocket(SocketType.XSUB);
    private final SendOrder order = new SendOrder(TOPIC, SHORTEST, new Random(7));
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void connect() {
        this.publisher.setXpubVerboser(true);
        this.publisher.setReceiveTimeOut(TIMEOUT_MILLIS);
        this.subscriber.setReceiveTimeOut(TIMEOUT_MILLIS);
        int port = this.publisher.bindToRandomPort("tcp://127.0.0.1");
        this.subscriber.connect("tcp://127.0.0.1:" + port);
        Messaging.subscribe(this.subscriber, TOPIC);
        assertThat(this.publisher.recv()).hasSize(TOPIC.length + 1);
        this.asked.add(text(TOPIC));
    }

    @AfterEach
    void close() {
        this.context.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Lets the publisher take in whatever it is asked for, up to a mark of this test. */
    private void takeIn(int mark) {
        byte[] end = {9, (byte) mark};
        this.subscriber.send(end);
        while (true) {
            byte[] message = this.publisher.recv();
            assertThat(message).isNotNull();
            if (Arrays.equals(message, end)) {
                return;
            }
            String topic = text(Arrays.copyOfRange(message, 1, message.length));
            if (message[0] == 1) {
                this.asked.add(topic);
            } else {
                assertThat(this.asked.remove(topic)).isTrue();
            }
        }
    }

    @Test
    void takesManyPlacesAndLosesOrRepeatsNoReport() {
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            this.order.look(this.subscriber, i * PLACE);
            takeIn(i);
            assertThat(this.asked).contains(text(TOPIC)).hasSizeLessThanOrEqualTo(2);
            lengths.add(this.asked.stream().mapToInt(String::length).min().orElseThrow());
            byte[] report = Arrays.copyOf(TOPIC, TOPIC.length + 1);
            report[TOPIC.length] = (byte) i;
            this.publisher.send(report);
            assertThat(this.subscriber.recv()).isEqualTo(report);
            assertThat(this.subscriber.recv(ZMQ.DONTWAIT)).isNull();
        }
        assertThat(lengths).containsExactlyInAnyOrder(5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void staysAtAPlaceForFiveSeconds() {
        this.order.look(this.subscriber, 0);
        takeIn(0);
        List<String> before = List.copyOf(this.asked);
        for (int i = 1; i < 50; i++) {
            this.order.look(this.subscriber, i * PLACE / 50);
            takeIn(i);
            assertThat(this.asked).isEqualTo(before);
        }
    }
}
