package io.akkord.journal;

import io.akkord.kind.ObjectId;
import io.akkord.namespace.Effect;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import java.util.ArrayList;
import java.util.List;

/**
 * Namespaces as bytes.
 *
 * <pre>
 * namespace.created.1  = schema:varint | differs:1 byte | effects
 * namespace.changed.1  = differs:1 byte | effects
 * namespace.migrated.1 = schema:varint | effects
 * namespace.deleted.1  = nothing
 *
 * effects = count of: 1 | key:string | ttl:varint (0 as before, 1 none, else seconds + 1) | value, as {@link ValueCodec} has it
 *                   | 2 | key:string                                  removed
 *                   | 3 | id:string | owner:string | mfe:json         registered
 *                   | 4 | id:string                                   unregistered
 * </pre>
 *
 * States are those of {@link NamespaceStateCodec}, commands those of {@link NamespaceCommandCodec}. A value that is stored encrypted is
 * bound to the version that last changed its key, in events and states alike.
 */
public final class NamespaceCodec implements KindCodec<NamespaceCommand, NamespaceEvent, NamespaceState> {
    static final String CREATED = "namespace.created.1";
    static final String CHANGED = "namespace.changed.1";
    static final String MIGRATED = "namespace.migrated.1";
    static final String DELETED = "namespace.deleted.1";

    private static final int PUT = 1;
    private static final int REMOVED = 2;
    private static final int REGISTERED = 3;
    private static final int UNREGISTERED = 4;

    /** Stands for a namespace as long as it is not said which. */
    private static final ObjectId NONE = ObjectId.of(NamespaceKind.NAME, "-");

    private final ValueCipher cipher;
    private final boolean remote;
    private final ValueCodec values;

    public NamespaceCodec(ValueCipher cipher) {
        this(cipher, NONE, false);
    }

    private NamespaceCodec(ValueCipher cipher, ObjectId id, boolean remote) {
        this.cipher = cipher;
        this.remote = remote;
        this.values = new ValueCodec(cipher, id, remote);
    }

    @Override
    public NamespaceCodec of(ObjectId id) {
        return remote ? this : new NamespaceCodec(cipher, id, false);
    }

    @Override
    public NamespaceCodec remote() {
        return new NamespaceCodec(cipher, NONE, true);
    }

    @Override
    public String kind() {
        return NamespaceKind.NAME;
    }

    @Override
    public String eventType(NamespaceEvent event) {
        if (event instanceof NamespaceEvent.Changed) {
            return CHANGED;
        }
        if (event instanceof NamespaceEvent.Created) {
            return CREATED;
        }
        return event instanceof NamespaceEvent.Migrated ? MIGRATED : DELETED;
    }

    @Override
    public void writeEvent(long version, NamespaceEvent event, ByteWriter out) {
        if (event instanceof NamespaceEvent.Deleted) {
            return;
        }
        if (event instanceof NamespaceEvent.Migrated migrated) {
            out.writeVarint(migrated.schema());
        } else {
            if (event instanceof NamespaceEvent.Created created) {
                out.writeVarint(created.schema());
            }
            out.writeByte(event.differs() ? 1 : 0);
        }
        out.writeVarint(event.effects().size());
        for (Effect effect : event.effects()) {
            writeEffect(version, effect, out);
        }
    }

    private void writeEffect(long version, Effect effect, ByteWriter out) {
        if (effect instanceof Effect.Put put) {
            out.writeByte(PUT).writeString(put.key()).writeVarint(put.ttl() + 1);
            values.write(put.key(), version, new ValueCodec.Read(put.value(), put.storing(), put.shifts()), out);
        } else if (effect instanceof Effect.Removed removed) {
            out.writeByte(REMOVED).writeString(removed.key());
        } else if (effect instanceof Effect.Registered registered) {
            out.writeByte(REGISTERED).writeString(registered.id()).writeString(registered.owner());
            StoredJson.write(registered.mfe(), out);
        } else {
            out.writeByte(UNREGISTERED).writeString(((Effect.Unregistered) effect).id());
        }
    }

    @Override
    public NamespaceEvent readEvent(long version, String type, ByteReader in) {
        switch (type) {
            case CREATED -> {
                int schema = in.readCount();
                boolean differs = in.readByte() != 0;
                return new NamespaceEvent.Created(schema, readEffects(version, in), differs);
            }
            case CHANGED -> {
                boolean differs = in.readByte() != 0;
                return new NamespaceEvent.Changed(readEffects(version, in), differs);
            }
            case MIGRATED -> {
                return new NamespaceEvent.Migrated(in.readCount(), readEffects(version, in));
            }
            case DELETED -> {
                return new NamespaceEvent.Deleted();
            }
            default -> throw new CorruptBytesException("no event of a namespace: " + type);
        }
    }

    private List<Effect> readEffects(long version, ByteReader in) {
        int count = in.readCount();
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            effects.add(readEffect(version, in));
        }
        return effects;
    }

    private Effect readEffect(long version, ByteReader in) {
        return switch (in.readByte()) {
            case PUT -> {
                String key = in.readString();
                long ttl = in.readVarint() - 1;
                ValueCodec.Read read = values.read(key, version, in);
                yield new Effect.Put(key, read.value(), ttl, read.storing(), read.shifts());
            }
            case REMOVED -> new Effect.Removed(in.readString());
            case REGISTERED -> {
                String id = in.readString();
                String owner = in.readString();
                yield new Effect.Registered(id, StoredJson.readObject(in), owner);
            }
            case UNREGISTERED -> new Effect.Unregistered(in.readString());
            default -> throw new CorruptBytesException("no effect on a namespace");
        };
    }

    @Override
    public String stateType() {
        return NamespaceStateCodec.STATE;
    }

    @Override
    public void writeState(NamespaceState state, ByteWriter out) {
        NamespaceStateCodec.write(values, state, out);
    }

    @Override
    public NamespaceState readState(String type, ByteReader in) {
        return NamespaceStateCodec.read(values, type, in);
    }

    @Override
    public void writeCommand(NamespaceCommand command, ByteWriter out) {
        NamespaceCommandCodec.write(command, out);
    }

    @Override
    public NamespaceCommand readCommand(ByteReader in) {
        return NamespaceCommandCodec.read(in);
    }
}
