package io.akkord.system;

import io.akkord.system.namespace.Attempt;
import io.akkord.system.namespace.NamespaceApi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the version of a key and puts a value of its own over just that, again and again, on a thread of its own. */
final class CompareAndSetter implements Runnable {
    private final String name;
    private final NamespaceApi api;
    private final List<String> keys;
    private final Queue<Attempt> attempts;
    private final AtomicInteger underWay;
    private final AtomicBoolean stopped;
    private final Random random;
    private int count;

    CompareAndSetter(
            String name,
            long seed,
            NamespaceApi api,
            List<String> keys,
            Queue<Attempt> attempts,
            AtomicInteger underWay,
            AtomicBoolean stopped) {
        this.name = name;
        this.api = api;
        this.keys = keys;
        this.attempts = attempts;
        this.underWay = underWay;
        this.stopped = stopped;
        this.random = new Random(seed);
    }

    @Override
    public void run() {
        while (!stopped.get()) {
            String key = keys.get(random.nextInt(keys.size()));
            read(key).ifPresent(version -> attempts.add(attempt(key, version)));
        }
    }

    private OptionalLong read(String key) {
        try {
            return OptionalLong.of(api.version(key));
        } catch (IOException down) {
            return OptionalLong.empty();
        }
    }

    private Attempt attempt(String key, long expected) {
        String value = name + "." + ++count;
        String[] condition =
                expected == 0 ? new String[] {"If-None-Match", "*"} : new String[] {"If-Match", "\"" + expected + "\""};
        long began = System.nanoTime();
        underWay.incrementAndGet();
        Optional<HttpResponse<String>> answer = put(key, "\"" + value + "\"", condition);
        underWay.decrementAndGet();
        int status = answer.map(HttpResponse::statusCode).orElse(Attempt.UNKNOWN);
        long version = answer.flatMap(a -> a.headers().firstValue("ETag"))
                .map(tag -> Long.parseLong(tag.replace("\"", "")))
                .orElse(0L);
        // What the server could not tell the outcome of may be done or not.
        return new Attempt(
                key, expected, value, began, System.nanoTime(), status == 503 ? Attempt.UNKNOWN : status, version);
    }

    private Optional<HttpResponse<String>> put(String key, String value, String... condition) {
        try {
            return Optional.of(api.put(key, value, condition));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }
}
