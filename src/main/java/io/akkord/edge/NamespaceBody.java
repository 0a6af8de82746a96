package io.akkord.edge;

import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.PatchForm;
import io.akkord.json.patch.PatchRefused;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceLimits;
import io.akkord.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the bodies of requests to namespaces. Every refusal is a {@link Problem}. */
final class NamespaceBody {
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final List<String> PATCHES = List.of(MERGE_PATCH, JSON_PATCH);

    /** Objects and arrays that lie around values in patches and lists of changes. */
    private static final int AROUND = 5;

    private NamespaceBody() {}

    /** A value of a key. */
    static JsonValue value(byte[] utf8, int limit) {
        return parse(utf8, limit, limit);
    }

    static JsonObject object(byte[] utf8, int limit) {
        return object(value(utf8, limit));
    }

    /**
     * Values by key.
     *
     * @param value bytes of the longest value
     */
    static JsonObject store(byte[] utf8, int limit, int value) {
        return object(parse(utf8, limit, Math.min(limit, value)));
    }

    private static JsonObject object(JsonValue body) {
        if (body instanceof JsonObject object) {
            return object;
        }
        throw Problem.badMessage("The body must be a JSON object.");
    }

    /** A merge patch over the whole store, as changes of its keys. */
    static List<NamespaceChange> mergePatch(JsonObject patch) {
        List<NamespaceChange> changes = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : patch.members().entrySet()) {
            changes.add(
                    member.getValue() == JsonNull.INSTANCE
                            ? new NamespaceChange.Delete(member.getKey())
                            : new NamespaceChange.Merge(member.getKey(), member.getValue()));
        }
        return changes;
    }

    static JsonPatch jsonPatch(byte[] utf8, int limit) {
        try {
            return PatchForm.read(parse(utf8, limit, limit));
        } catch (PatchRefused refused) {
            throw Problem.of(ErrorCode.INVALID_OP, refused.fault().reason());
        }
    }

    static JsonValue parse(byte[] utf8, int limit, int longestString) {
        JsonLimits usual = JsonLimits.DEFAULT;
        JsonLimits limits = new JsonLimits(
                NamespaceLimits.MAX_DEPTH + AROUND, usual.numberDigits(), longestString, usual.nameLength(), limit);
        try {
            return JsonText.parse(utf8, limits);
        } catch (JsonFault fault) {
            throw Problem.ofValue(fault);
        }
    }
}
