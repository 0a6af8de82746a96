package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One namespace on one client, or the part of it that the client follows: the client's half of the protocol's sections 4 and 5. What is
 * submitted changes nothing here before it is acknowledged. Whatever the protocol forbids goes into the log as a violation.
 */
public final class NamespaceReplica implements Attached {
    /**
     * What is asked of the server, on what the client sees.
     *
     * @param based whether it says what the client had seen
     */
    public record Ask(String strategy, boolean based, ArrayNode changes) {}

    private static final long NOTHING_TOLD = -1;

    private final String object;
    private final String client;
    private final Scope scope;
    private final Outlet outlet;
    private final NamespaceLog log;
    private final NamespaceCopy copy;
    private BiFunction<Store, JsonNode, Optional<ArrayNode>> resolver = (store, conflicts) -> Optional.empty();
    private Changes inflight;
    private long seq;
    private long toldHead = NOTHING_TOLD;
    private String origin = "";
    private boolean ready;
    private boolean joined;
    private String left = "";

    NamespaceReplica(String namespace, String client, Scope scope, Outlet outlet) {
        this.object = "namespaces/" + namespace;
        this.client = client;
        this.scope = scope;
        this.outlet = outlet;
        this.log = new NamespaceLog(client, scope);
        this.copy = new NamespaceCopy(scope, log);
    }

    @Override
    public String object() {
        return object;
    }

    public String client() {
        return client;
    }

    public NamespaceLog log() {
        return log;
    }

    public synchronized boolean isJoined() {
        return joined && toldHead == NOTHING_TOLD;
    }

    /** Whether it has been joined at some time. */
    public synchronized boolean isReady() {
        return ready;
    }

    public synchronized boolean isInFlight() {
        return inflight != null;
    }

    /** Up to where it has all that it follows. */
    public synchronized long cursor() {
        return copy.cursor();
    }

    public synchronized Store store() {
        return copy.store();
    }

    @Override
    public synchronized String left() {
        return left;
    }

    @Override
    public synchronized void violation(String what) {
        log.violation(what);
    }

    /** What to send when a submission meets conflicts; nothing to give it up. */
    public synchronized void onConflict(BiFunction<Store, JsonNode, Optional<ArrayNode>> resolve) {
        resolver = resolve;
    }

    /** Submits, unless something is in flight; offline it is sent when the client is back. Needs a first JOINED. */
    public synchronized boolean submit(Function<Store, Ask> make) {
        if (!ready || inflight != null) {
            return false;
        }
        Ask ask = make.apply(copy.store());
        launch(new Changes(++seq, ask.based() ? copy.cursor() : Changes.NONE, ask.strategy(), ask.changes(), false));
        return true;
    }

    private void launch(Changes changes) {
        inflight = changes;
        log.sent(changes);
        if (isJoined()) {
            outlet.send(changes.message(object));
        }
    }

    /** Only what always gets the same answer: of two copies of another the client could not tell which one was answered. */
    @Override
    public synchronized boolean resend() {
        if (inflight == null || inflight.mayBeRefused() || !isJoined()) {
            return false;
        }
        outlet.send(inflight.message(object));
        return true;
    }

    public synchronized void requestSync() {
        outlet.send(Messages.syncRequest(object, copy.cursor()));
    }

    /** Holds what was told of entities against what was told of keys; for a client at rest. */
    public synchronized void checkEntities() {
        copy.checkEntities();
    }

    @Override
    public synchronized ObjectNode joinMessage() {
        left = "";
        ObjectNode join = Json.message("JOIN", object);
        ObjectNode payload = join.withObject("/payload");
        scope.writeTo(payload);
        if (ready) {
            payload.put("since", copy.cursor()).put("origin", origin);
        }
        return join;
    }

    @Override
    public synchronized void onDisconnected() {
        joined = false;
        toldHead = NOTHING_TOLD;
    }

    @Override
    public synchronized void onMessage(JsonNode message) {
        JsonNode payload = message.path("payload");
        JsonNode meta = message.path("meta");
        long version = meta.path("version").asLong();
        long number = meta.path("seq").asLong();
        try {
            switch (message.path("type").asText()) {
                case "JOINED" -> onState(payload, true);
                case "SYNC" -> onState(payload, false);
                case "STATE_PATCH" -> {
                    if (!joined) {
                        log.violation("commits before JOINED");
                    }
                    copy.patch(payload.path("commits"), meta.path("after"), version, this::onCommit);
                }
                case "ACK" -> onAck(payload, version, number);
                case "CONFLICT_DETECTED" -> onConflict(payload.path("conflicts"), version, number);
                case "ENTITY_UPDATED" -> copy.entity(false, payload, version);
                case "ENTITY_DELETED" -> copy.entity(true, payload, version);
                case "ERROR" -> onError(payload, number);
                case "LEFT" -> {
                    left = payload.path("reason").asText("asked");
                    onDisconnected();
                }
                default -> log.violation("an unknown message: " + message);
            }
        } catch (IllegalArgumentException e) {
            log.violation(e.getMessage() + " in " + message);
        }
        if (joined && toldHead != NOTHING_TOLD && copy.cursor() >= toldHead) {
            toldHead = NOTHING_TOLD;
            if (inflight != null) {
                outlet.send(inflight.message(object));
            }
        }
    }

    private void onState(JsonNode payload, boolean join) {
        StreamRules.state(log::violation, payload);
        long reaches = payload.path("version").asLong();
        if (payload.has("snapshot")) {
            if (ready) {
                log.violation("a snapshot where commits were asked for");
            }
            copy.snapshot(payload.path("snapshot"), reaches);
        } else if (!ready) {
            log.violation("commits without a snapshot before them");
        } else {
            copy.page(payload.path("commits"), !join, reaches, this::onCommit);
        }
        origin = payload.path("origin").asText();
        ready = true;
        if (join) {
            joined = true;
            toldHead = payload.path("head").asLong();
            if (payload.path("seq").asLong() < seq - 1) {
                log.violation("the server knows seq " + payload.path("seq") + ", this client " + seq);
            }
        }
    }

    /** A commit that was not acknowledged by itself; it may be the submission that was under way when the connection broke. */
    private void onCommit(JsonNode commit) {
        if (commit.path("client").asText().equals(client)) {
            if (inflight != null && inflight.seq() == commit.path("seq").asLong()) {
                done(commit.path("version").asLong(), false);
            } else {
                log.violation("this client never sent " + commit);
            }
        }
    }

    private void done(long version, boolean duplicate) {
        Changes committed = inflight;
        inflight = null;
        log.acked(committed, version, duplicate);
    }

    private void onAck(JsonNode payload, long version, long number) {
        boolean duplicate = payload.path("duplicate").asBoolean();
        boolean awaited = inflight != null && inflight.seq() == number;
        if (duplicate && version > copy.cursor()) {
            log.violation("the duplicate ACK of " + version + " came at " + copy.cursor());
        }
        if (!awaited && duplicate) {
            log.ackedAgain(number, version);
        } else if (!awaited) {
            log.violation("an ACK of " + number + ", which is not in flight");
        } else if (duplicate) {
            done(version, true);
        } else {
            Optional<JsonNode> effects = payload.has("changes")
                    ? Optional.of(payload.get("changes"))
                    : inflight.plain().map(JsonNode.class::cast);
            if (effects.isEmpty()) {
                log.violation("an ACK that does not tell what became of " + inflight.list());
            }
            copy.acknowledged(effects.orElseGet(Changes::none), version);
            done(version, false);
        }
    }

    private void onConflict(JsonNode conflicts, long version, long number) {
        if (inflight == null || inflight.seq() != number || !inflight.mayBeRefused()) {
            log.violation("conflicts of " + number + ", which cannot have any: " + conflicts);
            return;
        }
        Changes refused = inflight;
        inflight = null;
        log.conflict(refused, version, conflicts);
        Optional<ArrayNode> resolved = resolver.apply(copy.store(), conflicts);
        if (resolved.isPresent()) {
            launch(new Changes(number, version, "", resolved.get(), true));
        } else {
            seq = number - 1;
        }
    }

    private void onError(JsonNode payload, long number) {
        String code = payload.path("code").asText();
        boolean mine = inflight != null && inflight.seq() == number;
        if (Refusals.of(code) == Refusals.RETRY) {
            long wait = Math.max(20, (long) (1000 * payload.path("retryAfter").asDouble(0.1)));
            outlet.later(wait, () -> retry(number));
        } else if (mine && code.equals("INVALID_OP") && inflight.patches()) {
            log.refused(inflight, code);
            inflight = null;
            seq = number - 1;
        } else {
            log.violation("refused: " + payload + (mine ? " for " + inflight : ""));
        }
    }

    private synchronized void retry(long number) {
        if (!joined && left.isEmpty()) {
            outlet.send(joinMessage());
        } else if (isJoined() && inflight != null && inflight.seq() == number) {
            outlet.send(inflight.message(object));
        }
    }
}
