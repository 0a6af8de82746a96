package io.akkord.telemetry;

import io.akkord.protocol.ErrorCode;
import io.akkord.session.SessionMonitor;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens in sessions. */
final class SessionMeters implements SessionMonitor {
    private final Metrics metrics;
    private final Refusals refusals;
    private final LongAdder slowReaders;
    private final Map<String, OfKind> kinds = new ConcurrentHashMap<>();

    SessionMeters(Metrics metrics) {
        this.metrics = metrics;
        this.refusals = new Refusals(metrics, "socket");
        this.slowReaders = metrics.counter(
                "akkord.slow_readers_closed", "Sessions that were closed because their client did not read.");
    }

    @Override
    public KindWatch kind(String kind) {
        return kinds.computeIfAbsent(kind, name -> new OfKind(metrics, name));
    }

    @Override
    public void refused(ErrorCode code) {
        refusals.count(code);
    }

    @Override
    public void slowReaderClosed() {
        slowReaders.increment();
    }

    private static final class OfKind implements KindWatch {
        private final Distribution acknowledged;
        private final Distribution delivered;
        private final Map<Resync, LongAdder> resyncs = new EnumMap<>(Resync.class);

        OfKind(Metrics metrics, String kind) {
            acknowledged =
                    metrics.times("akkord.ack_latency", "From a session taking a submission to its ACK.", "kind", kind);
            delivered = metrics.times(
                    "akkord.lag",
                    "From the confirmation of a write to its commits at a client's socket.",
                    "kind",
                    kind);
            for (Resync how : Resync.values()) {
                resyncs.put(
                        how,
                        metrics.counter(
                                "akkord.resyncs",
                                "Times that a client or its session was brought up to date out of the stream.",
                                "kind",
                                kind,
                                "type",
                                how.name().toLowerCase(Locale.ROOT)));
            }
        }

        @Override
        public void acknowledged(long nanos) {
            acknowledged.record(nanos);
        }

        @Override
        public void delivered(long nanos) {
            delivered.record(nanos);
        }

        @Override
        public void resynced(Resync how) {
            LongAdder counter = resyncs.get(how);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
