package io.akkord.edge.socket;

import akka.util.ByteString;
import io.akkord.session.SocketOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a session has queued for its socket. Many threads put in, the socket's stage takes out. The stage is woken only while it has
 * nothing to do, so a busy socket costs a queue operation per message and nothing else.
 *
 * <p>The queue itself is not bounded; the session watches {@link #queuedBytes} and stops.
 */
final class SendQueue implements SocketOut {
    /** Text up to this size is copied next to its neighbours and written with them. */
    static final int BATCH = 64 * 1024;

    /** Larger text goes out in pieces of this size, each taken when the network has room. */
    static final int PIECE = 128 * 1024;

    private final Runnable wake;
    private final long high;
    private final long low;
    private final ConcurrentLinkedQueue<ByteString> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicReference<@Nullable CloseStatus> closing = new AtomicReference<>();
    private volatile boolean wasHigh;
    private volatile boolean abandoned;

    // Touched by the stage only.
    private final List<ByteString> batch = new ArrayList<>();
    private ByteString rest = ByteString.emptyByteString();

    /** @param wake makes the stage look; called from any thread */
    SendQueue(Runnable wake, long high, long low) {
        this.wake = wake;
        this.high = high;
        this.low = low;
    }

    @Override
    public void send(ByteString text) {
        if (abandoned || closing.get() != null) {
            return;
        }
        if (bytes.addAndGet(text.size()) > high) {
            wasHigh = true;
        }
        queue.add(text);
        if (asleep.compareAndSet(true, false)) {
            wake.run();
        }
    }

    @Override
    public long queuedBytes() {
        return bytes.get();
    }

    @Override
    public long takenBytes() {
        return taken.get();
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(null, new CloseStatus(code, reason))) {
            wake.run();
        }
    }

    /** The close that was asked for, once it was. */
    @Nullable
    CloseStatus closing() {
        return closing.get();
    }

    /** Forgets everything queued; whatever comes later is dropped. */
    void abandon() {
        abandoned = true;
        queue.clear();
        bytes.set(0);
        rest = ByteString.emptyByteString();
    }

    /** Whether a frame is partly written, so that nothing may come between. */
    boolean isInsideFrame() {
        return rest.nonEmpty();
    }

    /** The next bytes for the network; empty when nothing is queued. */
    ByteString take() {
        if (rest.nonEmpty()) {
            return takePiece(ByteString.emptyByteString());
        }
        int size = 0;
        for (ByteString next = queue.peek(); next != null; next = queue.peek()) {
            if (next.size() > BATCH) {
                if (batch.isEmpty()) {
                    queue.poll();
                    rest = next;
                    return takePiece(FrameEncoder.textHeader(next.size()));
                }
                break;
            }
            if (size + next.size() > BATCH) {
                break;
            }
            queue.poll();
            batch.add(next);
            size += next.size();
        }
        if (batch.isEmpty()) {
            return ByteString.emptyByteString();
        }
        ByteString frames = FrameEncoder.texts(batch);
        batch.clear();
        took(size);
        return frames;
    }

    private ByteString takePiece(ByteString before) {
        ByteString piece = rest.take(PIECE);
        rest = rest.drop(PIECE);
        took(piece.size());
        return before.concat(piece);
    }

    private void took(long size) {
        bytes.addAndGet(-size);
        taken.lazySet(taken.getPlain() + size);
    }

    /** Whether the queue has fallen below its low mark after having been above the high one; true once per time. */
    boolean hasDrained() {
        if (wasHigh && bytes.get() < low) {
            wasHigh = false;
            return true;
        }
        return false;
    }

    /** Goes to sleep until there is something to take; false if there already is. */
    boolean sleep() {
        asleep.set(true);
        boolean something = !queue.isEmpty() || closing.get() != null;
        return !something || !asleep.compareAndSet(true, false);
    }
}
