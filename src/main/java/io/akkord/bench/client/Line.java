package io.akkord.bench.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that comes back by itself until it is closed. What is sent while another frame is on its way goes out together as one
 * array; what is sent while there is no connection is dropped, since only the answer to a new JOIN says what is to be sent again.
 */
final class Line {
    /** What {@link Listener#broken} gets where there was no close frame. */
    static final int NO_CODE = 0;

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;
    private static final String SUBPROTOCOL = "akkord.v1";

    /** Called one at a time, never while the line is locked. */
    interface Listener {
        /** What a fresh connection starts with. */
        String greeting();

        void received(String frame);

        void broken(int code, String reason);
    }

    private final HttpClient http;
    private final URI address;
    private final ScheduledExecutorService pool;
    private final Listener listener;
    private final List<String> waiting = new ArrayList<>();
    private @Nullable Wire wire;
    private boolean closed;
    private int failures;

    Line(HttpClient http, URI address, ScheduledExecutorService pool, Listener listener) {
        this.http = http;
        this.address = address;
        this.pool = pool;
        this.listener = listener;
    }

    void open() {
        Wire next = new Wire();
        synchronized (this) {
            if (closed) {
                return;
            }
            wire = next;
        }
        var unused = http.newWebSocketBuilder()
                .subprotocols(SUBPROTOCOL)
                .buildAsync(address, next)
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        lost(next, NO_CODE, reason(failure));
                    }
                });
    }

    synchronized void send(String message) {
        if (wire != null && wire.socket != null) {
            waiting.add(message);
            pump(wire);
        }
    }

    /** Ends the connection for good; the listener hears nothing more. */
    void close() {
        WebSocket socket;
        synchronized (this) {
            closed = true;
            socket = wire == null ? null : wire.socket;
            wire = null;
        }
        if (socket != null) {
            var unusedSent = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            var unusedAbort = pool.schedule(socket::abort, LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void pump(Wire to) {
        WebSocket socket = to.socket;
        if (to.busy || waiting.isEmpty() || socket == null) {
            return;
        }
        String frame = waiting.size() == 1 ? waiting.get(0) : "[" + String.join(",", waiting) + "]";
        waiting.clear();
        to.busy = true;
        var unused = socket.sendText(frame, true).whenComplete((done, failure) -> {
            synchronized (this) {
                to.busy = false;
                if (failure == null && wire == to) {
                    pump(to);
                }
            }
        });
    }

    private void opened(Wire from, WebSocket socket) {
        String greeting = listener.greeting();
        synchronized (this) {
            if (wire != from) {
                socket.abort();
                return;
            }
            waiting.clear();
            waiting.add(greeting);
            from.socket = socket;
            pump(from);
        }
    }

    private void lost(Wire from, int code, String reason) {
        long pause;
        synchronized (this) {
            if (wire != from) {
                return;
            }
            wire = null;
            if (from.socket != null) {
                from.socket.abort();
            }
            failures = from.heard ? 0 : Math.min(failures + 1, 16);
            pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << failures);
        }
        listener.broken(code, reason);
        // Not all at the same moment: a server that starts again has enough to do.
        long wait = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
        var unused = pool.schedule(this::open, wait, TimeUnit.MILLISECONDS);
    }

    private static String reason(Throwable failure) {
        return String.valueOf(ServerUnfit.because(failure).getMessage());
    }

    /** One connection of the line. */
    private final class Wire implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();
        private @Nullable WebSocket socket;
        private boolean busy;
        private volatile boolean heard;

        @Override
        public void onOpen(WebSocket opened) {
            opened(this, opened);
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            if (!last) {
                parts.append(data);
            } else {
                String frame = parts.length() == 0
                        ? data.toString()
                        : parts.append(data).toString();
                parts.setLength(0);
                heard = true;
                if (isCurrent()) {
                    listener.received(frame);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            lost(this, code, reason.isEmpty() ? "the server closed the socket with " + code : reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lost(this, NO_CODE, reason(error));
        }

        private boolean isCurrent() {
            synchronized (Line.this) {
                return wire == this;
            }
        }
    }
}
