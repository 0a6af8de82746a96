package io.akkord.session;

import akka.util.ByteString;
import io.akkord.kind.ObjectId;
import io.akkord.object.CommitFrame;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.Outbound;
import io.akkord.protocol.WireBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JOINED or SYNC in the making: a snapshot, or the commits the client lacks, from memory or page by page out of the journal. A SYNC
 * reaches at least what the client was sent already, and where that is too much for one message it becomes a snapshot by reset.
 */
final class Answer<C, E, S> {
    private static final byte[] NONE = {};

    private final SessionContext context;
    private final SessionKind<C, E, S> kind;
    private final ObjectId id;
    private final String type;
    private final Question question;
    private final RelayEvent.Joined<E, S> joined;
    private final long cursor;
    private final long least;
    private final List<CommitFrame> frames = new ArrayList<>();
    private long bytes;
    private long reading;
    private byte[] cut = NONE;
    private long cutBytes = -1;
    private boolean snapshot;
    private boolean reset;
    private boolean ready;
    private boolean failed;

    /**
     * @param cursor the last version the client was sent
     */
    Answer(
            SessionContext context,
            SessionKind<C, E, S> kind,
            ObjectId id,
            String type,
            Question question,
            RelayEvent.Joined<E, S> joined,
            long cursor) {
        this.context = context;
        this.kind = kind;
        this.id = id;
        this.type = type;
        this.question = question;
        this.joined = joined;
        this.cursor = cursor;
        this.least = question.purpose() == Question.Purpose.SYNC
                ? Math.min(cursor, joined.state().version())
                : 0;
        this.reset = joined.reset();
        if (reset || question.wantsSnapshot()) {
            snapshot = true;
            ready = true;
            reset |= question.purpose() == Question.Purpose.REJOIN;
        } else if (joined.commits().isPresent() || question.since() >= head()) {
            joined.commits().stream().flatMap(List::stream).forEach(commit -> add(kind.frame(commit)));
            ready = true;
            if (question.scope().lacks(frames)) {
                fallBackToSnapshot();
            }
        } else {
            read();
        }
    }

    Question question() {
        return question;
    }

    RelayEvent.Joined<E, S> joined() {
        return joined;
    }

    boolean isReady() {
        return ready;
    }

    boolean hasFailed() {
        return failed;
    }

    boolean isSnapshot() {
        return snapshot;
    }

    /** Whether it is a snapshot that was not asked for. */
    boolean isReset() {
        return reset;
    }

    /** A page of the past; whether it was the one this answer waits for. */
    boolean accept(SessionInternal.PageRead page) {
        if (ready || page.read() != reading) {
            return false;
        }
        if (page.frames().isEmpty()) {
            failed = true;
            return true;
        }
        List<CommitFrame> next = page.frames().get();
        if (next.isEmpty()
                || next.get(0).version() != last() + 1
                || question.scope().lacks(next)) {
            fallBackToSnapshot();
            return true;
        }
        next.forEach(this::add);
        if (last() >= Math.max(least, Math.min(head(), question.since() + 1))) {
            ready = true;
        } else if (bytes > context.services().settings().outboundHigh()) {
            fallBackToSnapshot();
        } else {
            read();
        }
        return true;
    }

    /** What the message reaches. */
    long version() {
        List<CommitFrame> page = page();
        if (snapshot) {
            return head();
        }
        return page.isEmpty()
                ? Math.min(question.since(), head())
                : page.get(page.size() - 1).version();
    }

    /** The commits that go into the message. */
    List<CommitFrame> page() {
        if (frames.isEmpty()) {
            return frames;
        }
        return frames.subList(
                0, Pages.end(frames, 0, context.services().settings().catchUpBytes(), least));
    }

    /** Those among them that the client was not sent before, as far as it still has what it was sent. */
    List<CommitFrame> unsent() {
        return question.purpose() == Question.Purpose.SYNC
                ? page().stream().filter(frame -> frame.version() > cursor).toList()
                : page();
    }

    /** The commits at hand that follow it. */
    List<CommitFrame> rest() {
        return frames.subList(page().size(), frames.size());
    }

    /** About how many bytes the message has: text types say their content twice. */
    long bytes() {
        if (!snapshot) {
            return bytes;
        }
        long whole = 2 * kind.kind().size(joined.state().value());
        if (question.scope().isWhole() || whole <= LargeAnswer.LARGE) {
            return whole;
        }
        if (cutBytes < 0) {
            byte[] json = snapshot();
            cutBytes = json.length;
            cut = json.length <= LargeAnswer.LARGE ? json : NONE;
        }
        return cutBytes;
    }

    /** The value of the snapshot; one of everything is shared with other sessions. */
    private byte[] snapshot() {
        if (question.scope().isWhole()) {
            return context.services().snapshots().of(kind, id, joined.state(), type);
        }
        return cut.length > 0
                ? cut
                : SharedSnapshots.encode(
                        kind, joined.state(), type, question.scope().interest());
    }

    /** The message; a snapshot in it may be shared with other sessions. */
    ByteString encoded(String access, Map<String, byte[]> presence) {
        if (!snapshot) {
            return ByteString.fromArrayUnsafe(message(access, presence, NONE).toBytes());
        }
        byte[] json = snapshot();
        Outbound.Entered message = message(access, presence, json);
        WireBuffer before = new WireBuffer();
        message.before(before);
        WireBuffer after = new WireBuffer();
        message.after(after);
        return ByteString.fromArrayUnsafe(before.toBytes())
                .concat(ByteString.fromArrayUnsafe(json))
                .concat(ByteString.fromArrayUnsafe(after.toBytes()));
    }

    private Outbound.Entered message(String access, Map<String, byte[]> presence, byte[] json) {
        Outbound.Content content = snapshot
                ? new Outbound.Content.Snapshot(json)
                : new Outbound.Content.Commits(question.scope().cut(page()));
        return new Outbound.Entered(
                question.purpose() == Question.Purpose.JOIN,
                id.path(),
                kind.wire().label(),
                type,
                access,
                joined.state().origin(),
                version(),
                head(),
                content,
                reset,
                joined.seq(),
                presence);
    }

    private void fallBackToSnapshot() {
        frames.clear();
        snapshot = true;
        reset = true;
        ready = true;
    }

    private void read() {
        reading = context.read(kind, id, last() + 1, head());
    }

    private void add(CommitFrame frame) {
        frames.add(frame);
        bytes += frame.bytes().length;
    }

    private long last() {
        return frames.isEmpty()
                ? question.since()
                : frames.get(frames.size() - 1).version();
    }

    private long head() {
        return joined.state().version();
    }
}
