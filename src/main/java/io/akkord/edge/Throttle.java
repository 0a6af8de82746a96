package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import io.akkord.auth.Principal;
import io.akkord.edge.socket.Stay;
import io.akkord.kind.Names;
import io.akkord.limit.Meter;
import io.akkord.limit.Meters;
import io.akkord.limit.Traffic;
import io.akkord.settings.TrafficSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Refuses those who ask too much: by address before anything is looked at, by user and object once these are known. */
final class Throttle {
    /** Refuses nobody. */
    static final Throttle OFF = new Throttle(new Traffic(TrafficSettings.OFF, () -> 0));

    private static final String HEALTH = "/health/";
    private static final String OBJECT = "id";

    /** Something that is counted, and which. */
    private record Counted(Meters meters, String key) {
        Meter meter() {
            return meters.of(key);
        }
    }

    private final Traffic traffic;

    Throttle(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Before anything else of the request is looked at. Who asks how the server is may always, however busy their address is. */
    void arrived(HttpRequest http, Caller caller) {
        if (!http.getUri().path().startsWith(HEALTH)) {
            require(address(caller).meter(), http);
        }
    }

    /** Once it is known who asks for what, and that they may. */
    void admitted(Request request) {
        userAndObject(request).forEach(counted -> require(counted.meter(), request.http()));
    }

    /** What is said of the length of a body costs nothing: nobody has sent it yet, and may never do. */
    private void require(Meter meter, HttpRequest http) {
        long now = traffic.now();
        long wait = meter.request(now);
        if (wait == 0 && !http.entity().isKnownEmpty()) {
            wait = meter.bytes(0, now);
        }
        if (wait > 0) {
            throw Problem.rateLimited("Too many requests, or too much in them.", wait);
        }
    }

    /** A part of a body has come, whatever becomes of it: its sender pays. */
    void received(Request request, long bytes) {
        received(request.caller(), bytes);
        user(request).ifPresent(user -> user.meter().received(bytes, traffic.now()));
    }

    /** A part of a body has come of which it is not known whose it is. */
    void received(Caller caller, long bytes) {
        address(caller).meter().received(bytes, traffic.now());
    }

    /** A body has come whole and is for the object, which pays only for what may reach it. */
    void accepted(Request request, long bytes) {
        object(request).ifPresent(object -> object.meter().received(bytes, traffic.now()));
    }

    /** An answer that takes its time; begins when it is sent. */
    Stay stream(Request request) {
        List<Counted> all = all(request);
        if (!all.stream().allMatch(counted -> counted.meter().hasRoomForStream())) {
            throw Problem.rateLimited("Too many streams at once.", 1_000);
        }
        return new Counting(all, (meters, key) -> meters.streaming(key), Meter::closeStream);
    }

    /** A socket of a client behind a proxy; those of others are counted as connections. */
    Stay socket(Request request) {
        if (!request.caller().forwarded()) {
            return Stay.FREE;
        }
        Counted address = address(request.caller());
        if (!address.meter().hasRoom()) {
            throw Problem.rateLimited("There are too many connections from this address.", 1_000);
        }
        return new Counting(List.of(address), (meters, key) -> meters.connected(key), Meter::disconnect);
    }

    private Counted address(Caller caller) {
        return new Counted(traffic.addresses(), caller.key());
    }

    private List<Counted> all(Request request) {
        List<Counted> all = new ArrayList<>(userAndObject(request));
        all.add(address(request.caller()));
        return all;
    }

    private List<Counted> userAndObject(Request request) {
        List<Counted> counted = new ArrayList<>();
        user(request).ifPresent(counted::add);
        object(request).ifPresent(counted::add);
        return counted;
    }

    private Optional<Counted> user(Request request) {
        Principal principal = request.principal();
        return principal.user().isEmpty()
                ? Optional.empty()
                : Optional.of(new Counted(traffic.users(), Traffic.user(principal.tenant(), principal.user())));
    }

    private Optional<Counted> object(Request request) {
        if (!Names.isObjectName(request.captured(OBJECT))) {
            return Optional.empty();
        }
        String path = request.target().segments().get(1) + '/' + request.captured(OBJECT);
        return Optional.of(new Counted(
                traffic.objects(), Traffic.object(request.principal().tenant(), path)));
    }

    /** How something is counted that stays. */
    private interface Begins {
        Meter begin(Meters meters, String key);
    }

    private static final class Counting implements Stay {
        private final List<Counted> what;
        private final Begins begins;
        private final Consumer<Meter> ends;
        private final List<Meter> begun = new ArrayList<>();

        private Counting(List<Counted> what, Begins begins, Consumer<Meter> ends) {
            this.what = what;
            this.begins = begins;
            this.ends = ends;
        }

        @Override
        public synchronized void begin() {
            what.forEach(counted -> begun.add(begins.begin(counted.meters(), counted.key())));
        }

        @Override
        public synchronized void end() {
            begun.forEach(ends);
            begun.clear();
        }
    }
}
