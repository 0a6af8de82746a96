package io.akkord.journal;

import io.akkord.kind.ObjectId;

/** A version was asked for that the object never had or that is no longer kept. */
public final class VersionNotFoundException extends RuntimeException {
    private final ObjectId id;
    private final long version;

    public VersionNotFoundException(ObjectId id, long version) {
        super("version " + version + " of " + id.persistenceId() + " is not in the journal");
        this.id = id;
        this.version = version;
    }

    public ObjectId id() {
        return id;
    }

    public long version() {
        return version;
    }
}
