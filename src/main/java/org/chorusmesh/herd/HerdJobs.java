package org.chorusmesh.herd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.chorusmesh.schedule.OnBeat;
import org.chorusmesh.schedule.OnTurn;
import org.chorusmesh.schedule.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job of each node, in both ways: some requests to the service, one after the other. */
final class HerdJobs {

    private static final Logger logger = LoggerFactory.getLogger(HerdJobs.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final Supplier<URI> service;

    private final int requests;

    /** The longest request of the last run. */
    private final Map<Way, Long> expectedNanos = new ConcurrentHashMap<>();

    /**
     * The jobs of one node.
     *
     * @param service where the service is, with a slash at its end
     * @param requests of one run
     */
    HerdJobs(Supplier<URI> service, int requests) {
        this.service = service;
        this.requests = requests;
    }

    @OnBeat(everyString = "${chorus-herd.every}", name = "all at once")
    void atOnce() throws InterruptedException {
        run(Way.AT_ONCE, (nanos) -> true);
    }

    @OnTurn(everyString = "${chorus-herd.every}", name = "in turns")
    void inTurn(Turn turn) throws InterruptedException {
        run(Way.IN_TURNS, (nanos) -> turn.remaining().toNanos() > 2 * nanos);
    }

    /**
     * One run. It ends early where there is no time for a request as long as the longest so far.
     */
    private void run(Way way, LongPredicate hasTime) throws InterruptedException {
        URI uri = this.service.get().resolve("requests/" + way.name().toLowerCase(Locale.ROOT));
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        long longestNanos = 0;
        long expectedNanos = this.expectedNanos.getOrDefault(way, 0L);
        for (int i = 0; i < this.requests && hasTime.test(expectedNanos); i++) {
            long beganNanos = System.nanoTime();
            try {
                int status =
                        this.client
                                .send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                if (status != 200) {
                    logger.info("The shared service answers {}: this run ends early", status);
                    return;
                }
            } catch (IOException ex) {
                logger.info("The shared service does not answer: {}", ex.toString());
                return;
            }
            longestNanos = Math.max(longestNanos, System.nanoTime() - beganNanos);
            expectedNanos = Math.max(expectedNanos, longestNanos);
        }
        this.expectedNanos.put(way, longestNanos);
    }
}
