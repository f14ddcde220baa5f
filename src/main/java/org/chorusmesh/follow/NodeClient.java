package org.chorusmesh.follow;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Queries nodes over HTTP. A query fails unless its whole answer arrives within a second. */
final class NodeClient implements NodeQuestions {

    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final int MAX_BEAT_BYTES = 8192;

    /** Some hundred bytes for each member, and as much for its ids in the lists. */
    private static final int MAX_MEMBERS_BYTES = 16 << 20;

    private static final int OK = 200;

    private final LongSupplier nanoTime;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(TIMEOUT)
                    .build();

    NodeClient(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public Timed<BeatAnswer> beat(URI node) throws FollowException, InterruptedException {
        Timed<byte[]> answer = get(node, "/beat", MAX_BEAT_BYTES);
        BeatAnswer beat = BeatAnswer.read(AnswerFields.read(answer.value()));
        return new Timed<>(beat, answer.askedNanos(), answer.answeredNanos());
    }

    @Override
    public MembersAnswer members(URI node) throws FollowException, InterruptedException {
        Timed<byte[]> answer = get(node, "/members", MAX_MEMBERS_BYTES);
        return MembersAnswer.read(AnswerFields.read(answer.value()));
    }

    private Timed<byte[]> get(URI node, String path, int maxBytes)
            throws FollowException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(node + path))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .build();
        Arrival arrival = new Arrival(maxBytes);
        long askedNanos = this.nanoTime.getAsLong();
        CompletableFuture<HttpResponse<byte[]>> exchange = this.client.sendAsync(request, arrival);
        HttpResponse<byte[]> response;
        try {
            // The timeout of a request ends with the header, so a slow body needs a limit too.
            response = exchange.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException ex) {
            throw new FollowException(noAnswer());
        } catch (ExecutionException ex) {
            throw new FollowException(reason(ex.getCause()));
        } finally {
            exchange.cancel(true);
        }
        check(response);
        return new Timed<>(response.body(), askedNanos, arrival.headerNanos);
    }

    private static String noAnswer() {
        return "does not answer within %d s".formatted(TIMEOUT.toSeconds());
    }

    private static String reason(Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return noAnswer();
        }
        if (failure instanceof ConnectException) {
            boolean unknown = failure.getCause() instanceof UnresolvedAddressException;
            return unknown ? "has an unknown host" : "cannot be connected to";
        }
        String message = failure.getMessage();
        return (failure instanceof IOException && message != null)
                ? "cannot be queried: " + message
                : "cannot be queried: " + failure.getClass().getSimpleName();
    }

    private static void check(HttpResponse<byte[]> response) throws FollowException {
        if (response.statusCode() != OK) {
            throw new FollowException(
                    "answers with status %d, so it is not the API of a node"
                            .formatted(response.statusCode()));
        }
        String type = response.headers().firstValue("Content-Type").orElse("no type");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new FollowException("does not answer with JSON, so it is not the API of a node");
        }
    }

    /** Records the time at which the header arrives, on the thread that reads it. */
    private final class Arrival implements HttpResponse.BodyHandler<byte[]> {

        private final int maxBytes;
        private volatile long headerNanos;

        Arrival(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo info) {
            this.headerNanos = NodeClient.this.nanoTime.getAsLong();
            return (info.statusCode() == OK)
                    ? new LimitedBody(this.maxBytes)
                    : BodySubscribers.replacing(new byte[0]);
        }
    }
}
