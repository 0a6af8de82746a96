package io.akkord.edge;

import akka.Done;
import io.akkord.edge.socket.Stay;
import io.akkord.limit.Bucket;
import io.akkord.limit.Meter;
import io.akkord.limit.Meters;
import io.akkord.limit.Traffic;
import io.akkord.protocol.ErrorCode;
import io.akkord.settings.ConnectionSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a connection. Up to the most allowed all are served; some more are told that there is no room, or that their address has
 * too many; those beyond are cut off at once, for a server that cannot say no to all of them in time must not try.
 */
final class Connections {
    /** What becomes of a connection. */
    enum Admitted {
        SERVED,
        REFUSED,
        CUT
    }

    /** How an HTTP connection is ended from outside. */
    interface Ending {
        /** @param now whether it is not even waited for the answer to a request */
        void end(boolean now);
    }

    private static final int TOLD_PER_SECOND = 100;

    private final ConnectionSettings settings;
    private final Traffic traffic;
    private final Proxies proxies;
    private final boolean paced;
    private final Bucket refusals;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final Set<Ending> endings = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Done> empty = new CompletableFuture<>();
    private volatile boolean stopping;

    /** @param paced whether new connections have to wait for their turn */
    Connections(ConnectionSettings settings, Traffic traffic, Proxies proxies, boolean paced) {
        this.paced = paced;
        this.refusals = new Bucket(TOLD_PER_SECOND, Duration.ofSeconds(1), traffic.now());
        this.settings = settings;
        this.traffic = traffic;
        this.proxies = proxies;
    }

    ConnectionSettings settings() {
        return settings;
    }

    /** Connections open now, those that are being refused among them. */
    int open() {
        return open.get();
    }

    /** Connections that were refused or cut off. */
    long refused() {
        return refused.sum() + cut.sum();
    }

    /** An HTTP connection can be ended from now on. */
    void began(Ending ending) {
        endings.add(ending);
        if (stopping) {
            ending.end(false);
        }
    }

    void ended(Ending ending) {
        endings.remove(ending);
        tellIfEmpty();
    }

    private void tellIfEmpty() {
        if (stopping && endings.isEmpty()) {
            empty.complete(Done.getInstance());
        }
    }

    /** Lets those go that have no request, the others with their answers, and all that are left at the end of the time. */
    CompletionStage<Done> terminate(Duration within) {
        stopping = true;
        endings.forEach(ending -> ending.end(false));
        tellIfEmpty();
        return empty.copy()
                .completeOnTimeout(Done.getInstance(), within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> {
                    endings.forEach(ending -> ending.end(true));
                    return done;
                });
    }

    /**
     * One more connection of an address, before anything is done for it: 0, or after how many milliseconds it would have been
     * welcome. For everybody once; proxies may always.
     */
    long handshake(InetAddress peer) {
        return proxies.trusts(peer)
                ? 0
                : traffic.addresses().of(Addresses.key(peer)).handshake(traffic.now());
    }

    /** Whether new connections come in evenly. */
    boolean isPaced() {
        return paced;
    }

    /** Whether it has to wait for its turn among all new ones; not where nothing is limited, and neither probes nor proxies. */
    boolean waits(InetAddress peer) {
        return paced && !peer.isLoopbackAddress() && !proxies.trusts(peer);
    }

    /** Whether one more of those that come too fast is told so; the others are cut off, which is counted. */
    boolean isToldToWait() {
        boolean told = refusals.take(1, traffic.now()) == 0;
        if (!told) {
            cut.increment();
        }
        return told;
    }

    /**
     * A connection has come in; ends with {@link Place#end}.
     *
     * @param wait what {@link #handshake} said
     */
    Place enter(InetAddress peer, long wait) {
        int now = open.incrementAndGet();
        if (now > settings.most() + settings.spare()) {
            cut.increment();
            return new Place(Admitted.CUT, noRoom(), Optional.empty(), null);
        }
        if (now > settings.most()) {
            refused.increment();
            return new Place(Admitted.REFUSED, noRoom(), Optional.empty(), null);
        }
        if (proxies.trusts(peer)) {
            return new Place(Admitted.SERVED, noRoom(), Optional.empty(), null);
        }
        String key = Addresses.key(peer);
        Meters addresses = traffic.addresses();
        Optional<Meter> meter = wait > 0 ? Optional.empty() : addresses.connect(key);
        if (meter.isEmpty()) {
            refused.increment();
            Problem tooMany =
                    Problem.rateLimited("There are too many connections from this address.", Math.max(1_000, wait));
            return new Place(Admitted.REFUSED, tooMany, Optional.empty(), null);
        }
        return new Place(Admitted.SERVED, noRoom(), Optional.of(key), meter.get());
    }

    private static Problem noRoom() {
        long retry = ThreadLocalRandom.current().nextLong(1_000, 6_000);
        return Problem.later(ErrorCode.OVERLOADED, "The server has no room for another connection.", retry);
    }

    /** One connection's. The part that asked for it has begun. */
    final class Place implements Stay {
        private final Admitted admitted;
        private final Problem refusal;
        private final Optional<String> key;
        private int parts = 1;
        private @Nullable Meter meter;

        private Place(Admitted admitted, Problem refusal, Optional<String> key, @Nullable Meter meter) {
            this.admitted = admitted;
            this.refusal = refusal;
            this.key = key;
            this.meter = meter;
        }

        Admitted admitted() {
            return admitted;
        }

        /** What a connection that is refused is told. */
        Problem refusal() {
            return refusal;
        }

        @Override
        public synchronized void begin() {
            if (parts++ == 0) {
                open.incrementAndGet();
                meter = key.map(traffic.addresses()::connected).orElse(null);
            }
        }

        @Override
        public synchronized void end() {
            if (--parts == 0) {
                open.decrementAndGet();
                Meter counted = meter;
                meter = null;
                if (counted != null) {
                    counted.disconnect();
                }
            }
        }
    }
}
