package io.akkord.kind;

/**
 * The address of one object: a kind ({@code rooms}), a tenant ({@code -} for those who name none) and a name.
 *
 * @param kind plural name of the kind, as in URLs
 * @param tenant the space the object lives in
 * @param name 1–128 characters of {@code A-Za-z0-9._-}, not starting with a dot
 */
public record ObjectId(String kind, String tenant, String name) {
    public static final String NO_TENANT = "-";

    public ObjectId {
        if (!Names.isObjectName(name)) {
            throw new IllegalArgumentException("not an object name");
        }
        if (!Names.isObjectName(kind) || !Names.isObjectName(tenant)) {
            throw new IllegalArgumentException("not a kind and tenant");
        }
    }

    public static ObjectId of(String kind, String name) {
        return new ObjectId(kind, NO_TENANT, name);
    }

    /** The inverse of {@link #persistenceId()}. */
    public static ObjectId ofPersistenceId(String persistenceId) {
        int first = persistenceId.indexOf('|');
        int second = persistenceId.indexOf('|', first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("not the persistence id of an object");
        }
        return new ObjectId(
                persistenceId.substring(0, first),
                persistenceId.substring(first + 1, second),
                persistenceId.substring(second + 1));
    }

    /** Key in the journal and in sharding: {@code kind|tenant|name}. A stored contract. */
    public String persistenceId() {
        return kind + '|' + tenant + '|' + name;
    }

    /** For people who look after all tenants: the path, after the tenant where there is one. */
    public String label() {
        return tenant.equals(NO_TENANT) ? path() : tenant + ':' + path();
    }

    /** The name clients use: {@code rooms/notes}. */
    public String path() {
        return kind + '/' + name;
    }
}
