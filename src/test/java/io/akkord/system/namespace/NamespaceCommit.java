package io.akkord.system.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import java.time.Instant;

/**
 * One commit of a namespace, as its history tells it.
 *
 * @param timestamp epoch milliseconds
 * @param changes the effects, with previous values
 * @param deletes whether the namespace ends with it
 */
public record NamespaceCommit(
        long version, String client, long seq, long timestamp, JsonNode changes, boolean deletes) {
    static NamespaceCommit of(JsonNode commit) {
        return new NamespaceCommit(
                commit.path("version").asLong(),
                commit.path("client").asText(),
                commit.path("seq").asLong(),
                Instant.parse(commit.path("timestamp").asText()).toEpochMilli(),
                commit.path("changes"),
                commit.path("deleted").asBoolean());
    }

    /** Whether this key is among what it changed. */
    public boolean changes(String key) {
        return !effect(key).isMissingNode();
    }

    /** What it did to a key; missing where nothing. */
    public JsonNode effect(String key) {
        for (JsonNode change : changes) {
            if (change.has("key") && change.path("key").asText().equals(key)) {
                return change;
            }
        }
        return Json.object().path("nothing");
    }
}
