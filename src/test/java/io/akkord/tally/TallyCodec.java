package io.akkord.tally;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.journal.CorruptBytesException;
import io.akkord.journal.KindCodec;
import io.akkord.kind.ObjectId;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stored forms of {@link TallyKind}. The text of a note goes between nodes only; the sums of one object are unreadable under the
 * name of another or as another version, to show that the codec learns of both.
 *
 * @param mask mixed into what is stored; 0 between nodes
 */
public record TallyCodec(boolean remotely, long mask)
        implements KindCodec<TallyKind.Command, TallyKind.Event, TallyKind.Tally> {
    public TallyCodec() {
        this(false, 0);
    }

    @Override
    public String kind() {
        return TallyKind.NAME;
    }

    @Override
    public TallyCodec of(ObjectId id) {
        return new TallyCodec(false, id.persistenceId().hashCode());
    }

    @Override
    public TallyCodec remote() {
        return new TallyCodec(true, 0);
    }

    private long masked(long version, long amount) {
        return remotely ? amount : amount ^ mask ^ version;
    }

    @Override
    public String eventType(TallyKind.Event event) {
        if (event instanceof TallyKind.Event.Added) {
            return "tally.added.1";
        }
        if (event instanceof TallyKind.Event.Wound wound) {
            return wound.times() == 1 ? "tally.wound.1" : "tally.wound.2";
        }
        return "tally." + event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + ".1";
    }

    @Override
    public void writeEvent(long version, TallyKind.Event event, ByteWriter out) {
        if (event instanceof TallyKind.Event.Added added) {
            out.writeLong(masked(version, added.amount())).writeVarint(added.missed());
        } else if (event instanceof TallyKind.Event.Wound wound) {
            out.writeLong(wound.due());
            if (wound.times() != 1) {
                out.writeVarint(wound.times());
            }
        } else if (event instanceof TallyKind.Event.Rang rang) {
            out.writeLong(rang.due());
        } else if (event instanceof TallyKind.Event.Noted noted) {
            out.writeString(remotely ? noted.text() : "");
        } else if (event instanceof TallyKind.Event.Attended attended) {
            out.writeString(attended.client());
        } else if (event instanceof TallyKind.Event.Gone gone) {
            writeNames(gone.clients(), out);
        } else if (event instanceof TallyKind.Event.Migrated migrated) {
            out.writeVarint(migrated.schema());
        }
    }

    @Override
    public TallyKind.Event readEvent(long version, String type, ByteReader in) {
        return switch (type) {
            case "tally.added.1" -> new TallyKind.Event.Added(masked(version, in.readLong()), in.readCount());
            case "tally.wound.1" -> new TallyKind.Event.Wound(in.readLong());
            case "tally.wound.2" -> new TallyKind.Event.Wound(in.readLong(), in.readCount());
            case "tally.rang.1" -> new TallyKind.Event.Rang(in.readLong());
            case "tally.noted.1" -> new TallyKind.Event.Noted(in.readString());
            case "tally.notelost.1" -> new TallyKind.Event.NoteLost();
            case "tally.attended.1" -> new TallyKind.Event.Attended(in.readString());
            case "tally.gone.1" -> new TallyKind.Event.Gone(readNames(in));
            case "tally.migrated.1" -> new TallyKind.Event.Migrated(in.readCount());
            default -> throw new CorruptBytesException("no event of a tally: " + type);
        };
    }

    private static void writeNames(Set<String> names, ByteWriter out) {
        out.writeVarint(names.size());
        new TreeSet<>(names).forEach(out::writeString);
    }

    private static Set<String> readNames(ByteReader in) {
        Set<String> names = new TreeSet<>();
        for (int left = in.readCount(); left > 0; left--) {
            names.add(in.readString());
        }
        return names;
    }

    @Override
    public String stateType() {
        return "tally.1";
    }

    @Override
    public void writeState(TallyKind.Tally state, ByteWriter out) {
        out.writeLong(state.sum()).writeLong(state.due()).writeVarint(state.rings());
        if (state.equals(new TallyKind.Tally(state.sum(), state.due(), state.rings()))) {
            return;
        }
        boolean lost = state.noteLost() || !(remotely || state.note().isEmpty());
        out.writeVarint(state.times())
                .writeString(remotely ? state.note() : "")
                .writeByte(lost ? 1 : 0)
                .writeVarint(state.schema());
        writeNames(state.attending(), out);
    }

    @Override
    public TallyKind.Tally readState(String type, ByteReader in) {
        TallyKind.Tally plain = new TallyKind.Tally(in.readLong(), in.readLong(), in.readCount());
        if (in.atEnd()) {
            return plain;
        }
        int times = in.readCount();
        String note = in.readString();
        boolean lost = in.readByte() != 0;
        int schema = in.readCount();
        return new TallyKind.Tally(plain.sum(), plain.due(), plain.rings(), times, note, lost, readNames(in), schema);
    }

    @Override
    public void writeCommand(TallyKind.Command command, ByteWriter out) {
        if (command instanceof TallyKind.Command.Add add) {
            out.writeByte(0).writeLong(add.amount()).writeVarint(add.missed());
        } else if (command instanceof TallyKind.Command.RingAt ring) {
            out.writeByte(1).writeLong(ring.due());
        } else if (command instanceof TallyKind.Command.Peal peal) {
            out.writeByte(2).writeLong(peal.due()).writeVarint(peal.times());
        } else if (command instanceof TallyKind.Command.Note note) {
            out.writeByte(3).writeString(note.text());
        } else {
            out.writeByte(4);
        }
    }

    @Override
    public TallyKind.Command readCommand(ByteReader in) {
        return switch (in.readByte()) {
            case 0 -> new TallyKind.Command.Add(in.readLong(), in.readCount());
            case 1 -> new TallyKind.Command.RingAt(in.readLong());
            case 2 -> new TallyKind.Command.Peal(in.readLong(), in.readCount());
            case 3 -> new TallyKind.Command.Note(in.readString());
            default -> new TallyKind.Command.Attend();
        };
    }
}
