package org.chorusmesh.follow;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a limited size, and cancels a longer one. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private final long maxBytes;
    private Flow.@Nullable Subscription subscription;
    private long bytes;

    LimitedBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        this.subscription = given;
        this.all.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        boolean broken = this.bytes > this.maxBytes;
        for (ByteBuffer buffer : buffers) {
            this.bytes += buffer.remaining();
        }
        if (this.bytes <= this.maxBytes) {
            this.all.onNext(buffers);
        } else if (!broken && this.subscription != null) {
            this.subscription.cancel();
            onError(new IOException("answers with more than " + this.maxBytes + " bytes"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        this.all.onError(failure);
    }

    @Override
    public void onComplete() {
        this.all.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return this.all.getBody();
    }
}
