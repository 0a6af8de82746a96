package io.akkord.middleware;

import io.akkord.spi.Proposal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per link and ten seconds about its faults, with the number of those passed over. Never a value, nor an exception's text. */
final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(MiddlewareChain.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Last(long at, long passedOver) {}

    private final String namespaces;
    private final Redactor redactor;
    private final Map<String, Last> lines = new HashMap<>();

    FaultLog(String namespaces, Redactor redactor) {
        this.namespaces = namespaces;
        this.redactor = redactor;
    }

    void tell(String link, String what, Proposal proposal, Optional<Throwable> cause) {
        long passedOver = due(link, System.nanoTime());
        if (passedOver < 0) {
            return;
        }
        LOG.warn(
                "The middleware {} of namespaces {} {}{}: {}{}",
                link,
                namespaces,
                what,
                passedOver == 0 ? "" : " (and " + passedOver + " times in between)",
                redactor.describe(proposal),
                cause.map(c -> "; " + Redactor.describe(c)).orElse(""));
    }

    /** How many lines were passed over since the last one, or -1 to pass over this one too. */
    private synchronized long due(String link, long now) {
        Last last = lines.get(link);
        if (last == null || now - last.at() >= QUIET_NANOS) {
            lines.put(link, new Last(now, 0));
            return last == null ? 0 : last.passedOver();
        }
        lines.put(link, new Last(last.at(), last.passedOver() + 1));
        return -1;
    }
}
