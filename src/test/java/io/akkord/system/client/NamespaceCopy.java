package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** A namespace, or what a client follows of it, as far as the client was told; what must not be told goes into the log. */
final class NamespaceCopy {
    private final Scope scope;
    private final NamespaceLog log;
    private Store store = new Store();
    private Store entities = new Store();
    private long cursor;

    NamespaceCopy(Scope scope, NamespaceLog log) {
        this.scope = scope;
        this.log = log;
    }

    long cursor() {
        return cursor;
    }

    Store store() {
        return store.copy();
    }

    void snapshot(JsonNode snapshot, long version) {
        store = Store.of(snapshot);
        store.keys().keySet().stream()
                .filter(key -> !scope.covers(key))
                .forEach(key -> log.violation("a snapshot with " + key + ", which was not asked for"));
        store = store.cut(scope);
        entities = store.copy();
        moveTo(version);
    }

    /**
     * Commits of a JOINED or SYNC.
     *
     * @param overlapping whether some may have been told before
     * @param hear told of each that was new
     */
    void page(JsonNode commits, boolean overlapping, long reaches, Consumer<JsonNode> hear) {
        long from = cursor;
        for (JsonNode commit : commits) {
            if (!overlapping || commit.path("version").asLong() > from) {
                commit(commit, reaches, hear);
            }
        }
        moveTo(reaches);
    }

    /** A STATE_PATCH. */
    void patch(JsonNode commits, JsonNode after, long reaches, Consumer<JsonNode> hear) {
        if (!after.isNumber() || after.asLong() > cursor) {
            log.violation("gap: all after " + after + " came at " + cursor);
        }
        if (reaches <= cursor) {
            log.violation("repeat: all up to " + reaches + " came at " + cursor);
        }
        if (scope.whole() && commits.size() != reaches - after.asLong()) {
            log.violation("gap: " + commits.size() + " commits from " + after + " to " + reaches);
        }
        page(commits, false, reaches, hear);
    }

    private void commit(JsonNode commit, long reaches, Consumer<JsonNode> hear) {
        long version = commit.path("version").asLong();
        JsonNode changes = commit.path("changes");
        log.seen(new NamespaceLog.Seen(
                version, commit.path("client").asText(), commit.path("seq").asLong(), changes));
        if (version <= cursor) {
            log.violation("repeat: " + version + " came at " + cursor);
            return;
        }
        if (version > reaches || (scope.whole() && version != cursor + 1)) {
            log.violation("gap: " + version + " came at " + cursor + " in what reaches " + reaches);
        }
        if (changes.isEmpty() && !scope.whole()) {
            log.violation("a commit of which nothing was asked for: " + commit);
        }
        for (JsonNode change : changes) {
            if (!scope.coversEffect(change)) {
                log.violation("not asked for: " + change + " in " + version);
            }
        }
        if (commit.path("deleted").asBoolean()) {
            store.clear();
        }
        apply(changes, store);
        cursor = version;
        hear.accept(commit);
    }

    private void apply(JsonNode effects, Store to) {
        for (JsonNode effect : effects) {
            if (scope.coversEffect(effect)) {
                to.apply(effect);
            }
        }
    }

    /** An own submission became this version. */
    void acknowledged(JsonNode effects, long version) {
        if (version <= cursor || (scope.whole() && version != cursor + 1)) {
            log.violation((version <= cursor ? "repeat: " : "gap: ") + "ACK of " + version + " came at " + cursor);
        }
        apply(effects, store);
        apply(effects, entities);
        moveTo(version);
    }

    private void moveTo(long version) {
        cursor = Math.max(cursor, version);
        log.view(cursor, store);
    }

    /** ENTITY_UPDATED or ENTITY_DELETED. */
    void entity(boolean deleted, JsonNode payload, long version) {
        String key =
                payload.path("entityType").asText() + "/" + payload.path("id").asText();
        if (!scope.entities() || !scope.covers(key) || version > cursor) {
            log.violation("an entity nobody asked for: " + payload + " of " + version + " at " + cursor);
        }
        ObjectNode effect = Json.object().put("key", key);
        if (deleted) {
            effect.put("deleted", true);
        } else {
            effect.set("value", payload.get("data"));
        }
        entities.apply(effect);
    }

    /** Holds what was told of entities against what was told of keys; for a client at rest. */
    void checkEntities() {
        if (scope.entities()) {
            Store told = entities.copy();
            Store have = store.copy();
            told.keys().keySet().removeIf(key -> !key.contains("/"));
            have.keys().keySet().removeIf(key -> !key.contains("/"));
            if (!told.keys().equals(have.keys())) {
                log.violation("entities were told as " + told.keys() + " and are " + have.keys());
            }
        }
    }
}
