package io.akkord.object;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stream of an object on its way to relays on other nodes.
 *
 * <pre>
 * hosted       = id entity:ref
 * joined       = id session:string state seq:varint count (client:string presence:bytes)* commits reset:flag
 * commits      = 0 | 1 count commit*
 * join-refused.2 = id session:string refusal
 * join-refused = the same, with a refusal that has no detail; read only
 * committed.2  = id frames
 * selected     = id after:varint version:varint frames
 * committed    = id plain-frames; read only
 * presence     = id session:string client:string user:string data:bytes version:orNone
 * announced    = id session:string client:string user:string data:bytes
 * superseded   = id session:string
 * lost         = id
 * </pre>
 *
 * What the sessions of a node share of a group is made anew on each node.
 */
final class EventForms {
    private final RemoteFields fields;

    EventForms(RemoteFields fields) {
        this.fields = fields;
    }

    List<RemoteForm<?>> all() {
        return List.of(
                new RemoteForm<>("hosted", RelayEvent.Hosted.class, this::writeHosted, this::readHosted),
                new RemoteForm<>("joined", RelayEvent.Joined.class, this::writeJoined, this::readJoined),
                new RemoteForm<>(
                        "join-refused.2",
                        RelayEvent.JoinRefused.class,
                        EventForms::writeRefused,
                        EventForms::readRefused),
                RemoteForm.old("join-refused", RelayEvent.JoinRefused.class, EventForms::readPlainRefused),
                new RemoteForm<>(
                        "committed.2",
                        RelayEvent.Committed.class,
                        EventForms::writeCommitted,
                        EventForms::readCommitted),
                RemoteForm.old("committed", RelayEvent.Committed.class, EventForms::readPlainCommitted),
                new RemoteForm<>(
                        "selected", RelayEvent.Selected.class, EventForms::writeSelected, EventForms::readSelected),
                new RemoteForm<>(
                        "presence",
                        RelayEvent.PresenceChanged.class,
                        EventForms::writePresence,
                        EventForms::readPresence),
                new RemoteForm<>(
                        "announced", RelayEvent.Announced.class, EventForms::writeAnnounced, EventForms::readAnnounced),
                new RemoteForm<>(
                        "superseded",
                        RelayEvent.Superseded.class,
                        EventForms::writeSuperseded,
                        EventForms::readSuperseded),
                new RemoteForm<RelayEvent.Lost>(
                        "lost",
                        RelayEvent.Lost.class,
                        (lost, out) -> RemoteFields.writeId(lost.id(), out),
                        in -> new RelayEvent.Lost(RemoteFields.readId(in))));
    }

    private void writeHosted(RelayEvent.Hosted hosted, ByteWriter out) {
        RemoteFields.writeId(hosted.id(), out);
        fields.writeRef(hosted.entity(), out);
    }

    private RelayEvent.Hosted readHosted(ByteReader in) {
        return new RelayEvent.Hosted(RemoteFields.readId(in), fields.readRef(in));
    }

    private void writeJoined(RelayEvent.Joined<Object, Object> joined, ByteWriter out) {
        RemoteFields.writeId(joined.id(), out);
        out.writeString(joined.session());
        fields.writeState(joined.id(), joined.state(), out);
        out.writeVarint(joined.seq()).writeVarint(joined.presence().size());
        joined.presence().forEach((client, data) -> out.writeString(client).writeBytes(data));
        RemoteFields.writeFlag(joined.commits().isPresent(), out);
        joined.commits().ifPresent(commits -> {
            out.writeVarint(commits.size());
            commits.forEach(commit -> fields.writeCommit(joined.id(), commit, out));
        });
        RemoteFields.writeFlag(joined.reset(), out);
    }

    private RelayEvent.Joined<Object, Object> readJoined(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        String session = in.readString();
        ObjectState<Object> state = fields.readState(id, in);
        long seq = in.readVarint();
        Map<String, byte[]> presence = new LinkedHashMap<>();
        for (int left = in.readCount(); left > 0; left--) {
            presence.put(in.readString(), in.readBytes());
        }
        Optional<List<Commit<Object>>> commits =
                RemoteFields.readFlag(in) ? Optional.of(readCommits(id, in)) : Optional.empty();
        return new RelayEvent.Joined<>(id, session, state, seq, presence, commits, RemoteFields.readFlag(in));
    }

    private List<Commit<Object>> readCommits(ObjectId id, ByteReader in) {
        List<Commit<Object>> commits = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            commits.add(fields.readCommit(id, in));
        }
        return commits;
    }

    private static void writeRefused(RelayEvent.JoinRefused refused, ByteWriter out) {
        RemoteFields.writeId(refused.id(), out);
        out.writeString(refused.session());
        RemoteFields.writeRefusal(refused.refusal(), out);
    }

    private static RelayEvent.JoinRefused readRefused(ByteReader in) {
        return new RelayEvent.JoinRefused(RemoteFields.readId(in), in.readString(), RemoteFields.readRefusal(in));
    }

    private static RelayEvent.JoinRefused readPlainRefused(ByteReader in) {
        return new RelayEvent.JoinRefused(RemoteFields.readId(in), in.readString(), RemoteFields.readPlainRefusal(in));
    }

    private static void writeCommitted(RelayEvent.Committed committed, ByteWriter out) {
        RemoteFields.writeId(committed.id(), out);
        FrameForm.writeAll(committed.group().commits(), out);
    }

    private static RelayEvent.Committed readCommitted(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new RelayEvent.Committed(id, new CommitGroup(id, FrameForm.readAll(in)));
    }

    private static RelayEvent.Committed readPlainCommitted(ByteReader in) {
        ObjectId id = RemoteFields.readId(in);
        return new RelayEvent.Committed(id, new CommitGroup(id, FrameForm.readAllPlain(in)));
    }

    private static void writeSelected(RelayEvent.Selected selected, ByteWriter out) {
        RemoteFields.writeId(selected.id(), out);
        out.writeVarint(selected.after()).writeVarint(selected.version());
        FrameForm.writeAll(selected.commits(), out);
    }

    private static RelayEvent.Selected readSelected(ByteReader in) {
        return new RelayEvent.Selected(
                RemoteFields.readId(in), in.readVarint(), in.readVarint(), FrameForm.readAll(in));
    }

    private static void writePresence(RelayEvent.PresenceChanged presence, ByteWriter out) {
        RemoteFields.writeId(presence.id(), out);
        out.writeString(presence.session())
                .writeString(presence.client())
                .writeString(presence.user())
                .writeBytes(presence.data());
        RemoteFields.writeOrNone(presence.version(), out);
    }

    private static RelayEvent.PresenceChanged readPresence(ByteReader in) {
        return new RelayEvent.PresenceChanged(
                RemoteFields.readId(in),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readBytes(),
                RemoteFields.readOrNone(in));
    }

    private static void writeAnnounced(RelayEvent.Announced announced, ByteWriter out) {
        RemoteFields.writeId(announced.id(), out);
        out.writeString(announced.session())
                .writeString(announced.client())
                .writeString(announced.user())
                .writeBytes(announced.data());
    }

    private static RelayEvent.Announced readAnnounced(ByteReader in) {
        return new RelayEvent.Announced(
                RemoteFields.readId(in), in.readString(), in.readString(), in.readString(), in.readBytes());
    }

    private static void writeSuperseded(RelayEvent.Superseded superseded, ByteWriter out) {
        RemoteFields.writeId(superseded.id(), out);
        out.writeString(superseded.session());
    }

    private static RelayEvent.Superseded readSuperseded(ByteReader in) {
        return new RelayEvent.Superseded(RemoteFields.readId(in), in.readString());
    }
}
