package io.akkord.migration;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.JsonPatch;
import io.akkord.json.patch.PatchForm;
import io.akkord.json.patch.PatchRefused;
import io.akkord.spi.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A step that is a file: a JSON Patch over the store as one object, keys being its members.
 *
 * <pre>
 *   [{"op": "move", "from": "/colour", "path": "/theme"}]
 *
 *   {"from": 1, "patches": [
 *     {"patch": [{"op": "move", "from": "/colour", "path": "/theme"}], "optional": true},
 *     {"patch": [{"op": "add", "path": "/units", "value": "metric"}]}]}
 * </pre>
 *
 * A patch applies wholly or the namespace is not opened; one that is {@code optional} is passed over where it does not apply.
 *
 * @param from the schema version it starts from
 * @param file for messages
 */
record PatchMigration(int from, String file, List<Part> parts) implements Migration {
    record Part(JsonPatch patch, boolean optional) {}

    private static final JsonLimits LIMITS = new JsonLimits(64, 100, 1 << 20, 256, 16 << 20);

    PatchMigration {
        parts = List.copyOf(parts);
    }

    /** @param place the version it starts from where the file does not say so */
    static PatchMigration read(Path file, int place) {
        try {
            return of(JsonText.parse(Files.readAllBytes(file), LIMITS), file.toString(), place);
        } catch (IOException e) {
            throw new IllegalArgumentException("The migration " + file + " cannot be read: there is no such file.", e);
        } catch (JsonFault | PatchRefused e) {
            throw new IllegalArgumentException("The migration " + file + " is none: " + e.getMessage(), e);
        }
    }

    private static PatchMigration of(JsonValue json, String file, int place) {
        if (json instanceof JsonArray) {
            return new PatchMigration(place, file, List.of(new Part(PatchForm.read(json), false)));
        }
        if (!(json instanceof JsonObject object)
                || !Set.of("from", "patches").containsAll(object.members().keySet())
                || !(object.get("patches") instanceof JsonArray patches)) {
            throw malformed(file);
        }
        List<Part> parts = new ArrayList<>();
        patches.items().forEach(item -> parts.add(part(item, file)));
        return new PatchMigration(from(object, file, place), file, parts);
    }

    private static int from(JsonObject object, String file, int place) {
        JsonValue from = object.get("from");
        if (from == null) {
            return place;
        }
        if (from instanceof JsonNumber number && number.doubleValue() == (int) number.doubleValue()) {
            return (int) number.doubleValue();
        }
        throw malformed(file);
    }

    private static Part part(JsonValue json, String file) {
        if (json instanceof JsonObject object
                && Set.of("patch", "optional").containsAll(object.members().keySet())
                && object.get("patch") instanceof JsonArray patch
                && (object.get("optional") == null || object.get("optional") instanceof JsonBoolean)) {
            return new Part(PatchForm.read(patch), object.get("optional") == JsonBoolean.TRUE);
        }
        throw malformed(file);
    }

    private static IllegalArgumentException malformed(String file) {
        return new IllegalArgumentException(
                "The migration " + file
                        + " is none: it holds a JSON Patch, or {\"from\": n, \"patches\": [{\"patch\": […], \"optional\": true}]}.");
    }

    @Override
    public JsonObject migrate(JsonObject store) {
        JsonObject migrated = store;
        for (Part part : parts) {
            try {
                migrated = StorePatch.apply(part.patch(), migrated);
            } catch (PatchRefused refused) {
                if (!part.optional()) {
                    throw new MigrationFailedException("The migration " + file + " from schema version " + from
                            + " does not apply: " + refused.fault().reason());
                }
            }
        }
        return migrated;
    }
}
