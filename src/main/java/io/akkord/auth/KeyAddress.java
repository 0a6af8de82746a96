package io.akkord.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A key set at an address: answers of bounded size in bounded time, and no redirections. */
final class KeyAddress implements KeyLocation {
    private final URI address;
    private final int most;
    private final Duration within;
    private final HttpClient client;

    KeyAddress(URI address, int most, Duration within) {
        this.address = address;
        this.most = most;
        this.within = within;
        this.client = HttpClient.newBuilder()
                .connectTimeout(within)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public CompletionStage<byte[]> fetch() {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(within)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, head -> new Bounded(most));
        return exchange.copy()
                .orTimeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure != null || response == null) {
                        exchange.cancel(true);
                        return CompletableFuture.<byte[]>failedFuture(new IOException("cannot be fetched", failure));
                    }
                    return response.statusCode() == 200
                            ? CompletableFuture.completedFuture(response.body())
                            : CompletableFuture.<byte[]>failedFuture(
                                    new IOException("is answered with status " + response.statusCode()));
                })
                .thenCompose(answer -> answer);
    }

    @Override
    public String name() {
        return "The key set " + address;
    }

    /** Keeps a body of bounded size, and gives up on a larger one as soon as it is known to be. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
        private final int most;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription own) {
            subscription.set(own);
            own.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            for (ByteBuffer piece : pieces) {
                if (bytes.size() + piece.remaining() > most) {
                    Objects.requireNonNull(subscription.get()).cancel();
                    body.completeExceptionally(new IOException("is larger than " + most + " bytes"));
                    return;
                }
                byte[] copy = new byte[piece.remaining()];
                piece.get(copy);
                bytes.writeBytes(copy);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
