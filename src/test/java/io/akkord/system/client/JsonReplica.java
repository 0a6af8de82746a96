package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.json.JsonDoc;
import io.akkord.system.json.JsonEdit;
import java.util.function.Function;

/**
 * One room of JSON on one client that cannot transform: it shows what is committed, makes one edit at a time, offline too, and learns
 * what became of it from the commit. An ACK does not tell that, so it asks for what came since its version, and lets pass what the
 * stream brings until then. Whatever the protocol forbids goes into the logbook as a violation.
 */
public final class JsonReplica implements Member {
    /** The one edit that is not yet a commit here, as it is sent and sent again. */
    private record Pending(long seq, long base, JsonEdit op) {}

    private final String object;
    private final String client;
    private final Outlet outlet;
    private final Logbook logbook;
    private JsonDoc confirmed;
    private Pending pending;
    private long version;
    /** The last version told in the stream; beyond {@link #version} from an ACK to the SYNC that explains it. */
    private long told;

    private long seq;
    private String origin = "";
    private boolean joined;
    private boolean joining;
    private String left = "";

    JsonReplica(String room, String client, Outlet outlet) {
        this.object = "rooms/" + room;
        this.client = client;
        this.outlet = outlet;
        this.logbook = new Logbook(client);
    }

    @Override
    public String object() {
        return object;
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public synchronized Logbook logbook() {
        return logbook;
    }

    @Override
    public synchronized boolean isJoined() {
        return joined;
    }

    /** Whether there is a document, and no edit that is still to be answered. */
    public synchronized boolean isReady() {
        return confirmed != null && pending == null;
    }

    @Override
    public synchronized boolean isSettled() {
        return isReady() && told == version;
    }

    @Override
    public synchronized boolean isInFlight() {
        return pending != null;
    }

    @Override
    public synchronized long version() {
        return version;
    }

    @Override
    public synchronized JsonEdit content() {
        return confirmed == null ? JsonEdit.NULL : confirmed.content();
    }

    @Override
    public synchronized String left() {
        return left;
    }

    public synchronized void edit(Function<JsonEdit, JsonEdit> make) {
        pending = new Pending(++seq, version, make.apply(confirmed.content()));
        logbook.sent(pending.seq(), pending.base(), pending.op());
        logbook.pending(1);
        resend();
    }

    @Override
    public synchronized boolean resend() {
        if (pending == null || !joined) {
            return false;
        }
        outlet.send(Messages.op(object, pending.op().json(), pending.base(), pending.seq()));
        return true;
    }

    @Override
    public synchronized void requestSync() {
        outlet.send(Messages.syncRequest(object, version));
    }

    @Override
    public synchronized ObjectNode joinMessage() {
        left = "";
        joining = true;
        return confirmed == null ? Messages.join(object, "json") : Messages.rejoin(object, "json", version, origin);
    }

    @Override
    public synchronized void onDisconnected() {
        joined = false;
        joining = false;
        told = version;
    }

    @Override
    public synchronized void onMessage(JsonNode message) {
        JsonNode payload = message.path("payload");
        JsonNode meta = message.path("meta");
        try {
            switch (message.path("type").asText()) {
                case "JOINED" -> onJoined(payload);
                case "SYNC" -> onState(payload);
                case "OP" -> onCommits(payload.path("commits"));
                case "ACK" ->
                    onAck(
                            payload.path("duplicate").asBoolean(),
                            meta.path("version").asLong(),
                            meta.path("seq").asLong());
                case "ERROR" -> onError(payload, meta.path("seq").asLong());
                case "LEFT" -> {
                    left = payload.path("reason").asText("asked");
                    onDisconnected();
                }
                default -> logbook.violation("an unknown message: " + message);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            logbook.violation(e.getMessage() + " in " + message);
        }
    }

    private void onJoined(JsonNode payload) {
        onState(payload);
        joined = true;
        joining = false;
        long committed = payload.path("seq").asLong();
        if (committed != seq && (pending == null || committed != seq - 1)) {
            logbook.violation("the server knows seq " + committed + ", this client " + seq);
        }
        if (committed < seq) {
            resend();
        }
    }

    private void onState(JsonNode payload) {
        StreamRules.state(logbook::violation, payload);
        if (payload.has("snapshot")) {
            JsonEdit content = new JsonEdit(payload.path("snapshot").path("content"));
            if (confirmed != null || !payload.path("type").asText().equals("json")) {
                logbook.violation("a snapshot where commits were asked for, or of another type");
            }
            confirmed = new JsonDoc(content);
            version = payload.path("version").asLong();
            logbook.shown(version, content);
        }
        for (JsonNode commit : payload.path("commits")) {
            if (commit.path("version").asLong() > version) {
                apply(commit);
            }
        }
        StreamRules.reaches(
                logbook, version, Math.max(version, payload.path("version").asLong()));
        if (version < told) {
            logbook.violation("a SYNC up to " + version + " after " + told + " was told");
        }
        told = version;
        origin = payload.path("origin").asText();
    }

    private void onCommits(JsonNode commits) {
        if (!joined) {
            logbook.violation("commits before JOINED");
        }
        for (JsonNode commit : commits) {
            long next = commit.path("version").asLong();
            if (!StreamRules.next(logbook, next, told)) {
                return;
            }
            if (told == version) {
                apply(commit);
            }
            told = next;
        }
    }

    private void apply(JsonNode commit) {
        long next = commit.path("version").asLong();
        long number = commit.path("seq").asLong();
        JsonEdit op = new JsonEdit(commit.path("op"));
        StreamRules.next(logbook, next, version);
        logbook.seen(new Logbook.Seen(next, commit.path("client").asText(), number, op));
        confirmed.apply(op);
        version = next;
        if (commit.path("client").asText().equals(client)) {
            if (pending == null || pending.seq() != number) {
                logbook.violation("version " + next + " is not what this client sent: " + commit);
            } else {
                logbook.acked(number, next, op, false);
                logbook.pending(0);
                pending = null;
            }
        }
    }

    private void onAck(boolean duplicate, long at, long number) {
        boolean awaited = !duplicate && pending != null && pending.seq() == number && told == version;
        StreamRules.ack(logbook, duplicate, awaited, at, told);
        logbook.acked(number, at, null, duplicate);
        if (!duplicate) {
            told = at;
            requestSync();
        }
    }

    private void onError(JsonNode payload, long number) {
        String code = payload.path("code").asText();
        logbook.refused(number, code);
        if (Refusals.of(code) == Refusals.RETRY) {
            joining = false;
            long wait = Math.max(20, (long) (1000 * payload.path("retryAfter").asDouble(0.1)));
            outlet.later(wait, this::retry);
        } else {
            logbook.violation("refused: " + payload);
        }
    }

    private synchronized void retry() {
        if (!joined && !joining && left.isEmpty()) {
            outlet.send(joinMessage());
        } else if (told > version) {
            requestSync();
        } else {
            resend();
        }
    }
}
