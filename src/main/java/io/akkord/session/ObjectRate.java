package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.limit.Meter;
import io.akkord.limit.Traffic;
import io.akkord.protocol.Inbound;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one session does to its objects, counted together with what all others do. Answers are the milliseconds after which to come
 * again, 0 for yes.
 */
final class ObjectRate {
    private final Traffic traffic;
    private final Map<ObjectId, Meter> joined = new HashMap<>();

    ObjectRate(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Whether one more session may join. */
    boolean join(ObjectId id) {
        if (joined.containsKey(id)) {
            return true;
        }
        Optional<Meter> meter = traffic.objects().connect(Traffic.object(id.tenant(), id.path()));
        meter.ifPresent(counted -> joined.put(id, counted));
        return meter.isPresent();
    }

    void left(ObjectId id) {
        Meter meter = joined.remove(id);
        if (meter != null) {
            meter.disconnect();
        }
    }

    void leftAll() {
        joined.values().forEach(Meter::disconnect);
        joined.clear();
    }

    /** A message about an object that is joined. */
    long message(Inbound.AboutObject message) {
        Meter meter = joined.get(message.id());
        if (meter == null) {
            return 0;
        }
        long now = traffic.now();
        long wait = message instanceof Inbound.Presence ? meter.presence(now) : meter.message(now);
        return wait == 0 && message.bytes() > 0 ? meter.bytes(message.bytes(), now) : wait;
    }
}
