package io.akkord.scores;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.journal.KindCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The stored forms of {@link ScoreKind}. */
public final class ScoreCodec implements KindCodec<ScoreKind.Command, ScoreKind.Event, ScoreKind.Board> {
    @Override
    public String kind() {
        return ScoreKind.NAME;
    }

    @Override
    public String eventType(ScoreKind.Event event) {
        return event instanceof ScoreKind.Event.Changed ? "board.changed.1" : "board.wiped.1";
    }

    @Override
    public void writeEvent(long version, ScoreKind.Event event, ByteWriter out) {
        if (event instanceof ScoreKind.Event.Changed changed) {
            out.writeByte(changed.differs() ? 1 : 0);
            write(changed.changes(), out);
        }
    }

    @Override
    public ScoreKind.Event readEvent(long version, String type, ByteReader in) {
        if (type.equals("board.wiped.1")) {
            return new ScoreKind.Event.Wiped();
        }
        boolean differs = in.readByte() == 1;
        return new ScoreKind.Event.Changed(read(in), differs);
    }

    @Override
    public String stateType() {
        return "board.1";
    }

    @Override
    public void writeState(ScoreKind.Board state, ByteWriter out) {
        out.writeByte(state.exists() ? 1 : 0).writeVarint(state.scores().size());
        state.scores().forEach((name, score) -> out.writeString(name).writeLong(score));
    }

    @Override
    public ScoreKind.Board readState(String type, ByteReader in) {
        boolean exists = in.readByte() == 1;
        SortedMap<String, Long> scores = new TreeMap<>();
        for (int left = in.readCount(); left > 0; left--) {
            scores.put(in.readString(), in.readLong());
        }
        return new ScoreKind.Board(exists, scores);
    }

    @Override
    public void writeCommand(ScoreKind.Command command, ByteWriter out) {
        if (command instanceof ScoreKind.Command.Put put) {
            out.writeByte(put.strict() ? 1 : 0);
            write(put.changes(), out);
            out.writeVarint(put.changed().size());
            put.changed().forEach(out::writeString);
        } else {
            out.writeByte(2);
        }
    }

    @Override
    public ScoreKind.Command readCommand(ByteReader in) {
        int form = in.readByte();
        if (form == 2) {
            return new ScoreKind.Command.Wipe();
        }
        List<ScoreKind.Change> changes = read(in);
        TreeSet<String> changed = new TreeSet<>();
        for (int left = in.readCount(); left > 0; left--) {
            changed.add(in.readString());
        }
        return new ScoreKind.Command.Put(changes, form == 1, changed);
    }

    private static void write(List<ScoreKind.Change> changes, ByteWriter out) {
        out.writeVarint(changes.size());
        for (ScoreKind.Change change : changes) {
            out.writeString(change.name()).writeByte(change.score().isPresent() ? 1 : 0);
            change.score().ifPresent(out::writeLong);
        }
    }

    private static List<ScoreKind.Change> read(ByteReader in) {
        List<ScoreKind.Change> changes = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            String name = in.readString();
            OptionalLong score = in.readByte() == 1 ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
            changes.add(new ScoreKind.Change(name, score));
        }
        return changes;
    }
}
