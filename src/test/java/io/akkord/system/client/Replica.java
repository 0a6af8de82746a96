package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.akkord.system.delta.Delta;
import io.akkord.system.delta.Doc;
import java.util.function.Function;

/**
 * One room on one client: the client's half of the protocol's section 5. One submission is in flight, what is typed meanwhile is
 * composed into the next; a resend repeats the message unchanged. Whatever the protocol forbids goes into the logbook as a violation.
 */
public final class Replica implements Member {
    private final String object;
    private final String client;
    private final String type;
    private final boolean sharedId;
    private final Outlet outlet;
    private final Numbering numbering;
    private Logbook logbook;
    private Copy copy;
    private String origin = "";
    private boolean joining;
    private boolean joined;
    private String left = "";
    private int resets;

    /** @param sharedId whether another tab uses the same client id, so that commits of it may be somebody else's */
    Replica(String room, String type, String client, boolean sharedId, Outlet outlet) {
        this.object = "rooms/" + room;
        this.type = type;
        this.client = client;
        this.sharedId = sharedId;
        this.outlet = outlet;
        this.numbering = new Numbering(sharedId);
        this.logbook = new Logbook(client);
    }

    @Override
    public synchronized Logbook logbook() {
        return logbook;
    }

    @Override
    public String object() {
        return object;
    }

    @Override
    public String client() {
        return client;
    }

    public boolean isRich() {
        return type.equals("rich-text");
    }

    @Override
    public synchronized boolean isJoined() {
        return joined && numbering.isClear();
    }

    /** Whether there is a copy to type on: it has been joined, at some time. */
    public synchronized boolean isReady() {
        return copy != null;
    }

    @Override
    public synchronized long version() {
        return copy == null ? 0 : copy.version();
    }

    @Override
    public synchronized Delta content() {
        return copy == null ? Delta.NOTHING : copy.local().content();
    }

    @Override
    public synchronized boolean isSettled() {
        return copy != null && copy.isSettled();
    }

    @Override
    public synchronized boolean isInFlight() {
        return copy != null && copy.inflight() != null;
    }

    public synchronized int bufferedEdits() {
        return copy == null ? 0 : copy.bufferedEdits();
    }

    @Override
    public synchronized String left() {
        return left;
    }

    public synchronized int resets() {
        return resets;
    }

    /** Types: the edit shows at once and is sent as soon as nothing else is in flight. Needs a first JOINED. */
    public synchronized void edit(Function<Doc, Delta> make) {
        if (copy == null) {
            throw new IllegalStateException("not joined yet: " + object);
        }
        copy.edit(make.apply(copy.local()));
        flush();
    }

    @Override
    public synchronized boolean resend() {
        if (copy == null || copy.inflight() == null || !joined) {
            return false;
        }
        submit();
        return true;
    }

    @Override
    public synchronized void requestSync() {
        outlet.send(Messages.syncRequest(object, version()));
    }

    @Override
    public synchronized ObjectNode joinMessage() {
        left = "";
        joining = true;
        return copy == null ? Messages.join(object, type) : Messages.rejoin(object, type, copy.version(), origin);
    }

    @Override
    public synchronized void onDisconnected() {
        joined = false;
        joining = false;
        numbering.disconnected();
    }

    @Override
    public synchronized void onMessage(JsonNode message) {
        JsonNode payload = message.path("payload");
        JsonNode meta = message.path("meta");
        try {
            switch (message.path("type").asText()) {
                case "JOINED" -> onState(payload, false);
                case "SYNC" -> onState(payload, true);
                case "OP" ->
                    onCommits(payload.path("commits"), meta.path("version").asLong());
                case "ACK" ->
                    onAck(
                            payload,
                            meta.path("version").asLong(),
                            meta.path("seq").asLong());
                case "ERROR" -> onError(payload, meta.path("seq").asLong());
                case "LEFT" -> {
                    left = payload.path("reason").asText("asked");
                    onDisconnected();
                }
                case "PRESENCE", "BROADCAST" -> {}
                default -> logbook.violation("an unknown message: " + message);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            logbook.violation(e.getMessage() + " in " + message);
        }
        if (copy != null && numbering.settle(copy, logbook)) {
            submit();
        }
        flush();
    }

    private void onState(JsonNode payload, boolean sync) {
        StreamRules.state(logbook::violation, payload);
        long reaches = payload.path("version").asLong();
        long committed = payload.path("seq").asLong();
        if (payload.has("snapshot")) {
            onSnapshot(payload, reaches, committed);
        } else if (copy == null) {
            logbook.violation("commits without a snapshot before them");
            return;
        } else {
            for (JsonNode commit : payload.path("commits")) {
                if (!sync || commit.path("version").asLong() > copy.version()) {
                    onCommit(commit);
                }
            }
        }
        StreamRules.reaches(logbook, copy.version(), reaches);
        origin = payload.path("origin").asText();
        joined = true;
        joining = false;
        numbering.told(committed, payload.path("head").asLong());
    }

    private void onSnapshot(JsonNode payload, long reaches, long committed) {
        Delta content = Delta.parse(payload.path("snapshot").path("content"));
        boolean reset = payload.path("reset").asBoolean();
        if (copy != null && !reset) {
            logbook.violation("a snapshot where commits were asked for");
        }
        if (!payload.path("type").asText().equals(type)) {
            logbook.violation("a room of type " + payload.path("type"));
        }
        if (copy == null) {
            copy = new Copy(type, content, reaches);
        } else {
            if (copy.inflight() != null && copy.inflight().seq() <= committed) {
                Pending done = copy.acknowledge(copy.version());
                logbook.acked(done.seq(), Logbook.SOMEWHERE, done.op(), true);
            }
            copy = copy.rebased(content, reaches);
            logbook = new Logbook(client);
            resets++;
        }
        numbering.startAt(committed);
        logbook.shown(reaches, content);
    }

    private void onCommits(JsonNode commits, long reaches) {
        if (!joined) {
            logbook.violation("commits before JOINED");
        }
        commits.forEach(this::onCommit);
        StreamRules.reaches(logbook, version(), reaches);
    }

    private void onCommit(JsonNode commit) {
        long next = commit.path("version").asLong();
        String author = commit.path("client").asText();
        long number = commit.path("seq").asLong();
        Delta op = Delta.parse(commit.path("op"));
        logbook.seen(new Logbook.Seen(next, author, number, op));
        if (!StreamRules.commit(logbook, commit, next, copy.version())) {
            return;
        }
        if (author.equals(client)) {
            Pending mine = copy.inflight();
            if (mine != null && mine.seq() == number && mine.op().equals(op)) {
                acknowledge(next, false);
                return;
            }
            if (!sharedId) {
                logbook.violation("version " + next + " is not what this client sent as " + number + ": " + op
                        + (mine == null ? "" : ", in flight as " + mine.seq() + " is " + mine.op()));
            }
        }
        copy.commit(next, op);
    }

    private void onAck(JsonNode payload, long at, long number) {
        boolean duplicate = payload.path("duplicate").asBoolean();
        boolean awaited =
                copy != null && copy.inflight() != null && copy.inflight().seq() == number;
        StreamRules.ack(logbook, duplicate, awaited, at, version());
        if (awaited) {
            acknowledge(Math.max(at, version()), duplicate);
        } else {
            logbook.acked(number, at, null, duplicate);
        }
    }

    private void acknowledge(long at, boolean duplicate) {
        Pending done = copy.acknowledge(at);
        logbook.acked(done.seq(), at, done.op(), duplicate);
    }

    private void onError(JsonNode payload, long number) {
        String code = payload.path("code").asText();
        logbook.refused(number, code);
        Refusals wanted = Refusals.of(code);
        if (wanted == Refusals.RETRY) {
            joining = false;
            long wait = Math.max(20, (long) (1000 * payload.path("retryAfter").asDouble(0.1)));
            outlet.later(wait, () -> retry(number));
        } else if (wanted == Refusals.RESYNC) {
            if (!sharedId) {
                logbook.violation("refused: " + payload);
            }
            numbering.resync();
            requestSync();
        } else if (!(sharedId && code.equals("NOT_JOINED"))) {
            logbook.violation("refused: " + payload);
        }
    }

    private synchronized void retry(long number) {
        if (!joined && !joining && left.isEmpty()) {
            outlet.send(joinMessage());
        } else if (joined && numbering.isResyncing()) {
            requestSync();
        } else if (copy.inflight() != null && copy.inflight().seq() == number) {
            resend();
        }
    }

    private void flush() {
        if (joined && numbering.isClear() && !numbering.isResyncing() && copy.launch(numbering)) {
            logbook.sent(
                    copy.inflight().seq(),
                    copy.inflight().base(),
                    copy.inflight().first());
            submit();
        }
        if (copy != null) {
            logbook.pending(copy.pendingSubmissions());
        }
    }

    private void submit() {
        outlet.send(Messages.op(object, copy.inflight()));
    }
}
