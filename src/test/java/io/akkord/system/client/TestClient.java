package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A client with a connection that breaks and comes back by itself, and with handles for faults: delayed, held and lost messages,
 * cut sockets, repeated sends. All that reaches its replicas comes from its own single thread, in order.
 */
public final class TestClient implements AutoCloseable, Outlet {
    private final String id;
    private final int port;
    private final Random random;
    private final boolean sharedId;
    private final Attachments attached = new Attachments();
    private final List<Integer> closes = new ArrayList<>();
    private final List<String> goodbyes = new ArrayList<>();
    private final ScheduledExecutorService thread;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger lostAcks = new AtomicInteger();
    private volatile int maxDelay;
    private volatile boolean loseNextAck;
    private volatile boolean online;
    private FrameSocket socket;
    private Inbound inbound;
    private boolean welcomed;

    public TestClient(String id, int port, long seed) {
        this(id, port, seed, false);
    }

    /** @param sharedId whether another client of the run has the same id */
    public TestClient(String id, int port, long seed, boolean sharedId) {
        this.id = id;
        this.port = port;
        this.random = new Random(seed);
        this.sharedId = sharedId;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread t = new Thread(null, task, "client-" + id, 1 << 18);
            t.setDaemon(true);
            return t;
        });
    }

    public String id() {
        return id;
    }

    /** The room as this client has it; joined at the next connection, or at once where there is one. */
    public Member join(String room, String type) {
        return (Member) attach(
                "rooms/" + room,
                () -> type.equals("json")
                        ? new JsonReplica(room, id, this)
                        : new Replica(room, type, id, sharedId, this));
    }

    /** The namespace as this client has it; joined at the next connection, or at once where there is one. */
    public NamespaceReplica follow(String namespace, Scope scope) {
        return (NamespaceReplica)
                attach("namespaces/" + namespace, () -> new NamespaceReplica(namespace, id, scope, this));
    }

    private Attached attach(String object, Supplier<Attached> make) {
        Attached one = attached.of(object, make);
        later(0, () -> {
            if (welcomed) {
                send(one.joinMessage());
            }
        });
        return one;
    }

    /** Goes online and stays: after a broken connection it comes back by itself. */
    public TestClient connect() {
        online = true;
        later(0, this::open);
        return this;
    }

    /** Cuts the connection and stays away until {@link #connect}. */
    public void goOffline() {
        online = false;
        cut();
    }

    /** Breaks the connection as a network does. */
    public synchronized void cut() {
        if (socket != null) {
            cuts.incrementAndGet();
            socket.cut();
        }
    }

    /** The next acknowledgement is lost together with the connection. */
    public void loseNextAck() {
        loseNextAck = true;
    }

    /** Every message from now on is late by up to this many milliseconds; the order stays. */
    public void delayUpTo(int millis) {
        maxDelay = millis;
    }

    public synchronized void pauseReading() {
        socket.pauseReading();
    }

    public synchronized void resumeReading() {
        socket.resumeReading();
    }

    /** Sends everything that is in flight once more. */
    public void resendAll() {
        later(0, () -> attached.all().forEach(Attached::resend));
    }

    /** Joins again after it was superseded, as a client does that its user brings back to the front. */
    public void rejoin() {
        later(0, () -> attached.all().stream().filter(r -> !r.left().isEmpty()).forEach(r -> send(r.joinMessage())));
    }

    /** The rooms. */
    public Collection<Member> members() {
        return attached.all(Member.class);
    }

    /** The rooms of text. */
    public Collection<Replica> replicas() {
        return attached.all(Replica.class);
    }

    /** The rooms of JSON. */
    public Collection<JsonReplica> jsonReplicas() {
        return attached.all(JsonReplica.class);
    }

    public Collection<NamespaceReplica> namespaces() {
        return attached.all(NamespaceReplica.class);
    }

    public int cuts() {
        return cuts.get();
    }

    public int lostAcks() {
        return lostAcks.get();
    }

    public synchronized List<Integer> closes() {
        return List.copyOf(closes);
    }

    public synchronized List<String> goodbyes() {
        return List.copyOf(goodbyes);
    }

    @Override
    public synchronized void send(ObjectNode message) {
        if (socket != null) {
            try {
                socket.sendText(message.toString());
            } catch (IOException broken) {
                socket.cut();
            }
        }
    }

    @Override
    public void later(long millis, Runnable action) {
        try {
            thread.schedule(() -> guarded(action), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            online = false;
        }
    }

    @Override
    public void close() {
        online = false;
        synchronized (this) {
            if (socket != null) {
                socket.close();
            }
        }
        thread.shutdownNow();
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            attached.all().forEach(r -> r.violation("the client itself failed: " + e));
        }
    }

    private void open() {
        if (!online || socket != null) {
            return;
        }
        Inbound next = new Inbound();
        FrameSocket opened;
        try {
            opened = FrameSocket.open(port, next);
        } catch (IOException down) {
            later(20 + random.nextInt(100), this::open);
            return;
        }
        synchronized (this) {
            inbound = next;
            socket = opened;
        }
        ObjectNode hello = Json.message("HELLO", null);
        hello.withObject("/payload").put("client", id).put("protocol", 1);
        ArrayNode all = JsonNodeFactory.instance.arrayNode().add(hello);
        attached.all().stream().filter(r -> r.left().isEmpty()).forEach(r -> all.add(r.joinMessage()));
        try {
            if (random.nextBoolean()) {
                opened.sendText(all.toString());
            } else {
                for (JsonNode message : all) {
                    opened.sendText(message.toString());
                }
            }
        } catch (IOException broken) {
            opened.cut();
        }
        welcomed = true;
    }

    private void deliver(Inbound from, String text) {
        if (from != inbound) {
            return;
        }
        JsonNode read = Json.read(text);
        for (JsonNode message :
                read.isArray() ? read : JsonNodeFactory.instance.arrayNode().add(read)) {
            if (loseNextAck && message.path("type").asText().equals("ACK")) {
                loseNextAck = false;
                lostAcks.incrementAndGet();
                closed(from, FrameSocket.ABNORMAL);
                return;
            }
            dispatch(message);
        }
    }

    private void dispatch(JsonNode message) {
        Optional<Attached> member = attached.find(message.path("object").asText());
        String type = message.path("type").asText();
        if (member.isPresent()) {
            member.get().onMessage(message);
        } else if (type.equals("GOODBYE")) {
            synchronized (this) {
                goodbyes.add(message.path("payload").path("reason").asText());
            }
        } else if (!type.equals("WELCOME")
                || !message.path("payload").path("client").asText().equals(id)) {
            attached.all().forEach(r -> r.violation("unexpected: " + message));
        }
    }

    private void closed(Inbound from, int code) {
        synchronized (this) {
            if (from != inbound) {
                return;
            }
            socket.cut();
            socket = null;
            inbound = null;
            closes.add(code);
        }
        welcomed = false;
        attached.all().forEach(Attached::onDisconnected);
        later(5 + random.nextInt(60), this::open);
    }

    /** One connection's messages on their way to the client's thread, in the order in which they came. */
    private final class Inbound implements FrameSocket.Listener {
        private final Queue<Runnable> underWay = new ConcurrentLinkedQueue<>();

        @Override
        public void onText(String text) {
            deliverLater(() -> deliver(this, text));
        }

        @Override
        public void onClose(int code, String reason) {
            deliverLater(() -> closed(this, code));
        }

        /** Timers may change places, so each delivers whatever is next. */
        private void deliverLater(Runnable delivery) {
            underWay.add(delivery);
            int most = maxDelay;
            later(
                    most == 0 ? 0 : random.nextInt(most + 1),
                    () -> underWay.remove().run());
        }
    }
}
