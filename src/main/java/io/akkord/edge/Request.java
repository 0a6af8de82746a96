package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.akkord.auth.Grants;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.WireTime;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** A request at its endpoint. */
final class Request {
    private static final Principal NOBODY =
            new Principal("", ObjectId.NO_TENANT, Grants.NOTHING, "", 0, Principal.NEVER);

    private final HttpRequest http;
    private final Target target;
    private final Map<String, String> captured;
    private final Supplier<String> trace;
    private Principal principal = NOBODY;
    private Supplier<Optional<String>> dismissal = Optional::empty;
    private Caller caller = new Caller(InetAddress.getLoopbackAddress(), false, false);
    private Throttle throttle = Throttle.OFF;
    private boolean bodyTaken;
    private Runnable release = () -> {};

    /**
     * @param captured segments that stood where the route's pattern names a parameter
     * @param trace what its commands carry, see {@link io.akkord.object.Trace}
     */
    Request(HttpRequest http, Target target, Map<String, String> captured, Supplier<String> trace) {
        this.http = http;
        this.target = target;
        this.captured = Map.copyOf(captured);
        this.trace = trace;
    }

    HttpRequest http() {
        return http;
    }

    String trace() {
        return trace.get();
    }

    Target target() {
        return target;
    }

    /** The segment that stood where the route's pattern names this parameter. */
    String captured(String name) {
        return captured.getOrDefault(name, "");
    }

    /** Says where it comes from, and what counts what comes; before the endpoint sees the request. */
    void from(Caller client, Throttle counting) {
        caller = client;
        throttle = counting;
    }

    /** Where it comes from. */
    Caller caller() {
        return caller;
    }

    Throttle throttle() {
        return throttle;
    }

    /** Says who asks; before the endpoint sees the request. */
    void by(Principal caller) {
        by(caller, Optional::empty);
    }

    /** @param dismissal why the caller may not be there any more; empty as long as they may */
    void by(Principal caller, Supplier<Optional<String>> dismissal) {
        principal = caller;
        this.dismissal = dismissal;
    }

    /** Fails where the caller was let in and may not be there any more: before anything is changed, however long a body took to come. */
    void requireStillAdmitted() {
        dismissal.get().ifPresent(sentence -> {
            throw Bearer.unauthorized(sentence);
        });
    }

    /** Who asks; somebody without any rights where the route asks for none. */
    Principal principal() {
        return principal;
    }

    String user() {
        return principal.user();
    }

    /** What the caller may do with the object in the path, whether its name is legal or not. */
    Level level() {
        List<String> segments = target.segments();
        return principal.level(segments.get(1) + '/' + captured("id"));
    }

    void require(Level needed) {
        if (!level().covers(needed)) {
            throw Entrance.forbidden();
        }
    }

    /** The object of the caller's tenant whose name was captured as {@code id}. */
    ObjectId object(String kind) {
        String name = captured("id");
        if (!Names.isObjectName(name)) {
            throw Problem.badMessage("A name is 1 to " + Names.MAX_OBJECT
                    + " of A-Z, a-z, 0-9, dot, underscore and hyphen, and does not begin with a dot.");
        }
        return new ObjectId(kind, principal.tenant(), name);
    }

    /** The field lines of this name as one list, or empty. */
    Optional<String> header(String name) {
        List<String> values = StreamSupport.stream(http.getHeaders().spliterator(), false)
                .filter(header -> header.is(name))
                .map(HttpHeader::value)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /** A whole number in the query, or the default. */
    long number(String name, long least, long otherwise) {
        Optional<String> text = target.parameter(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        return WholeNumber.of(text.get())
                .filter(number -> number >= least)
                .orElseThrow(() ->
                        Problem.badMessage("The parameter " + name + " must be a whole number from " + least + "."));
    }

    /** A time in the query: an instant as RFC 3339 spells it, or epoch milliseconds. */
    Optional<Long> time(String name) {
        return target.parameter(name)
                .map(text -> WholeNumber.of(text)
                        // A plus sign that was not escaped has become a space.
                        .or(() -> WireTime.parse(text.replace(' ', '+')))
                        .orElseThrow(() -> Problem.badMessage(
                                "The parameter " + name + " must be an RFC 3339 time or epoch milliseconds.")));
    }

    boolean bodyTaken() {
        return bodyTaken;
    }

    /** @param release gives back what the body holds as long as the request has no answer */
    void takeBody(Runnable release) {
        bodyTaken = true;
        this.release = release;
    }

    /** There is a response; once. */
    void answered() {
        release.run();
    }
}
