package io.akkord.session;

import io.akkord.limit.Bucket;
import io.akkord.limit.Meter;
import io.akkord.limit.Patience;
import io.akkord.limit.Traffic;
import io.akkord.settings.LimitSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much the client of one session may send: as this session, as one of its address, and as one of its user once that is known.
 * Answers are the milliseconds after which to come again, 0 for yes.
 */
final class InboundRate {
    private static final Duration BURST = Duration.ofSeconds(1);

    private final Traffic traffic;
    private final Bucket session;
    private final Meter address;
    private final Patience patience;
    private @Nullable Meter user;
    private boolean connected;
    private long frameWait;

    /** @param address as the edge counts it */
    InboundRate(Traffic traffic, LimitSettings limits, String address) {
        this.traffic = traffic;
        this.session = limits.rate() == 0 ? Bucket.OFF : new Bucket(limits.rate(), BURST, traffic.now());
        this.address = traffic.addresses().of(address);
        this.patience =
                new Patience(limits.rate() == 0 ? limits.traffic().perUser().messagesPerSecond() : limits.rate());
    }

    /** It is known whose session this is; whether one more of that user is allowed. */
    boolean greet(String tenant, String name) {
        if (connected) {
            return true;
        }
        Meter counted = traffic.users().connect(Traffic.user(tenant, name)).orElse(null);
        user = counted;
        connected = counted != null;
        return connected;
    }

    /** The session has ended. */
    void end() {
        if (connected && user != null) {
            user.disconnect();
            connected = false;
        }
    }

    /** A frame has come; where it is too much, none of its messages is taken. */
    void frame(int bytes) {
        long now = traffic.now();
        long wait = address.bytes(bytes, now);
        if (wait == 0 && user != null) {
            wait = user.bytes(bytes, now);
        }
        frameWait = wait;
    }

    /** A message of that frame. */
    long message() {
        long now = traffic.now();
        patience.came(now);
        if (frameWait > 0) {
            return frameWait;
        }
        long wait = session.take(1, now);
        if (wait == 0) {
            wait = address.message(now);
        }
        return wait == 0 && user != null ? user.message(now) : wait;
    }

    long presence() {
        long now = traffic.now();
        long wait = address.presence(now);
        return wait == 0 && user != null ? user.presence(now) : wait;
    }

    /** One was refused; whether the client does not heed it. */
    boolean ignored(long retryAfterMillis) {
        return patience.refused(traffic.now(), retryAfterMillis);
    }
}
