package io.akkord.namespace;

import io.akkord.json.JsonValue;
import java.util.Optional;

/**
 * A namespace at one version.
 *
 * @param exists false before the first commit and after a deletion; then there is nothing in it
 * @param schema the version that its values are made for
 * @param updates how many effects there were since it came into being
 * @param source of the last commit
 * @param bornAt the version before the commit that created it
 * @param createdAt timestamp of that commit, epoch milliseconds
 */
public record NamespaceState(
        boolean exists,
        Keys keys,
        Registry mfes,
        int schema,
        long updates,
        String source,
        long bornAt,
        long createdAt) {
    public static final NamespaceState NOTHING = nothingSince(0);

    static NamespaceState nothingSince(long version) {
        return new NamespaceState(false, Keys.EMPTY, Registry.EMPTY, 0, 0, "", version, 0);
    }

    /** What can be read under a key; what is lost cannot. */
    public Optional<JsonValue> value(String key) {
        Entry entry = keys.get(key);
        return entry == null || entry.isLost() ? Optional.empty() : Optional.of(entry.value());
    }

    /** Of keys, values and MFEs, in characters of JSON text. */
    public long size() {
        return keys.size() + mfes.size();
    }
}
