package io.akkord.edge;

import io.akkord.edge.socket.Stay;
import io.akkord.limit.Meter;
import io.akkord.limit.Meters;
import io.akkord.limit.Traffic;
import io.akkord.protocol.ErrorCode;
import io.akkord.settings.ConnectionSettings;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
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

    private final ConnectionSettings settings;
    private final Traffic traffic;
    private final Proxies proxies;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();
    private final LongAdder cut = new LongAdder();

    Connections(ConnectionSettings settings, Traffic traffic, Proxies proxies) {
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

    /** A connection has come in; ends with {@link Place#end}. */
    Place enter(InetAddress peer) {
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
        long wait = addresses.of(key).handshake(traffic.now());
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
