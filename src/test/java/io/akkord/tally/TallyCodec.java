package io.akkord.tally;

import io.akkord.journal.ByteReader;
import io.akkord.journal.ByteWriter;
import io.akkord.journal.KindCodec;

/** The stored forms of {@link TallyKind}. */
public final class TallyCodec implements KindCodec<TallyKind.Command, TallyKind.Event, TallyKind.Tally> {
    @Override
    public String kind() {
        return TallyKind.NAME;
    }

    @Override
    public String eventType(TallyKind.Event event) {
        if (event instanceof TallyKind.Event.Added) {
            return "tally.added.1";
        }
        return event instanceof TallyKind.Event.Wound ? "tally.wound.1" : "tally.rang.1";
    }

    @Override
    public void writeEvent(TallyKind.Event event, ByteWriter out) {
        if (event instanceof TallyKind.Event.Added added) {
            out.writeLong(added.amount()).writeVarint(added.missed());
        } else if (event instanceof TallyKind.Event.Wound wound) {
            out.writeLong(wound.due());
        } else if (event instanceof TallyKind.Event.Rang rang) {
            out.writeLong(rang.due());
        }
    }

    @Override
    public TallyKind.Event readEvent(String type, ByteReader in) {
        return switch (type) {
            case "tally.added.1" -> new TallyKind.Event.Added(in.readLong(), in.readCount());
            case "tally.wound.1" -> new TallyKind.Event.Wound(in.readLong());
            default -> new TallyKind.Event.Rang(in.readLong());
        };
    }

    @Override
    public String stateType() {
        return "tally.1";
    }

    @Override
    public void writeState(TallyKind.Tally state, ByteWriter out) {
        out.writeLong(state.sum()).writeLong(state.due()).writeVarint(state.rings());
    }

    @Override
    public TallyKind.Tally readState(String type, ByteReader in) {
        return new TallyKind.Tally(in.readLong(), in.readLong(), in.readCount());
    }

    @Override
    public void writeCommand(TallyKind.Command command, ByteWriter out) {
        if (command instanceof TallyKind.Command.Add add) {
            out.writeByte(0).writeLong(add.amount()).writeVarint(add.missed());
        } else if (command instanceof TallyKind.Command.RingAt ring) {
            out.writeByte(1).writeLong(ring.due());
        }
    }

    @Override
    public TallyKind.Command readCommand(ByteReader in) {
        return in.readByte() == 0
                ? new TallyKind.Command.Add(in.readLong(), in.readCount())
                : new TallyKind.Command.RingAt(in.readLong());
    }
}
