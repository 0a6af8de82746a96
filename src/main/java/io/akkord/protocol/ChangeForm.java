package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonArray;
import io.akkord.json.JsonBoolean;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.PatchForm;
import io.akkord.json.patch.PatchRefused;
import io.akkord.kind.Refusal;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceLimits;
import io.akkord.namespace.Strategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a namespace as JSON. What is no list of changes is a {@link NamespaceCommand.Malformed}, refused by the namespace when its
 * turn comes; members that no change has are passed over.
 */
public final class ChangeForm {
    private ChangeForm() {}

    /** A sentence instead of a change. */
    private static final class NoChange extends Exception {
        NoChange(String sentence) {
            super(sentence, null, false, false);
        }

        String sentence() {
            return java.util.Objects.requireNonNull(getMessage());
        }
    }

    /** The submission of these changes. */
    public static NamespaceCommand read(JsonValue json, Strategy strategy) {
        if (!(json instanceof JsonArray list)) {
            return malformed("changes is a list.");
        }
        List<NamespaceChange> changes = new ArrayList<>(list.size());
        try {
            for (JsonValue item : list.items()) {
                changes.add(read(item));
            }
        } catch (NoChange refused) {
            return malformed(refused.sentence());
        }
        return NamespaceCommand.Change.of(changes, strategy);
    }

    private static NamespaceCommand malformed(String sentence) {
        return new NamespaceCommand.Malformed(Refusal.Reason.INVALID, sentence);
    }

    private static NamespaceChange read(JsonValue json) throws NoChange {
        if (!(json instanceof JsonObject change) || !(change.get("op") instanceof JsonString op)) {
            throw new NoChange("A change is an object with an op.");
        }
        return switch (op.value()) {
            case "set" -> new NamespaceChange.Set(text(change, "key"), value(change), ttl(change.get("ttl")));
            case "delete" -> new NamespaceChange.Delete(text(change, "key"));
            case "clear" -> new NamespaceChange.Clear();
            case "merge" -> new NamespaceChange.Merge(text(change, "key"), value(change));
            case "patch" -> patch(change);
            case "restore" -> new NamespaceChange.Restore(object(change, "snapshot"), replaces(change.get("mode")));
            case "register" ->
                new NamespaceChange.Register(object(change, "mfe"), truth(change.get("ephemeral"), "ephemeral"));
            case "unregister" -> new NamespaceChange.Unregister(text(change, "mfe"));
            default ->
                throw new NoChange(
                        "The op of a change is set, delete, clear, merge, patch, restore, register or unregister.");
        };
    }

    private static String text(JsonObject change, String name) throws NoChange {
        if (change.get(name) instanceof JsonString text) {
            return text.value();
        }
        throw new NoChange("This change needs " + name + ", which is a string.");
    }

    private static JsonObject object(JsonObject change, String name) throws NoChange {
        if (change.get(name) instanceof JsonObject object) {
            return object;
        }
        throw new NoChange("This change needs " + name + ", which is an object.");
    }

    private static JsonValue value(JsonObject change) throws NoChange {
        JsonValue value = change.get("value");
        if (value == null) {
            throw new NoChange("This change needs a value.");
        }
        return value;
    }

    private static OptionalLong ttl(@Nullable JsonValue ttl) throws NoChange {
        if (ttl == null) {
            return OptionalLong.empty();
        }
        if (ttl instanceof JsonNumber number) {
            double seconds = number.doubleValue();
            if (seconds >= 1 && seconds <= NamespaceLimits.MAX_TTL && seconds == Math.rint(seconds)) {
                return OptionalLong.of((long) seconds);
            }
        }
        throw new NoChange("ttl is a whole number of seconds from 1 to " + NamespaceLimits.MAX_TTL + ".");
    }

    private static NamespaceChange patch(JsonObject change) throws NoChange {
        JsonValue patch = change.get("patch");
        if (patch == null) {
            throw new NoChange("This change needs a patch.");
        }
        try {
            return new NamespaceChange.Patch(text(change, "key"), PatchForm.read(patch));
        } catch (PatchRefused refused) {
            throw new NoChange(refused.fault().reason());
        }
    }

    private static boolean replaces(@Nullable JsonValue mode) throws NoChange {
        if (mode == null || (mode instanceof JsonString text && text.value().equals("replace"))) {
            return true;
        }
        if (mode instanceof JsonString text && text.value().equals("merge")) {
            return false;
        }
        throw new NoChange("mode is replace or merge.");
    }

    private static boolean truth(@Nullable JsonValue value, String name) throws NoChange {
        if (value == null) {
            return false;
        }
        if (value instanceof JsonBoolean truth) {
            return truth.value();
        }
        throw new NoChange(name + " is true or false.");
    }

    /** The changes in one spelling: members in the order of the protocol's table, nothing else, defaults left out. */
    public static void write(JsonGenerator out, List<NamespaceChange> changes) throws IOException {
        out.writeStartArray();
        for (NamespaceChange change : changes) {
            out.writeStartObject();
            write(out, change);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(JsonGenerator out, NamespaceChange change) throws IOException {
        if (change instanceof NamespaceChange.Set set) {
            named(out, "set", "key", set.key());
            member(out, "value", set.value());
            if (set.ttl().isPresent()) {
                out.writeNumberField("ttl", set.ttl().getAsLong());
            }
        } else if (change instanceof NamespaceChange.Delete delete) {
            named(out, "delete", "key", delete.key());
        } else if (change instanceof NamespaceChange.Clear) {
            out.writeStringField("op", "clear");
        } else if (change instanceof NamespaceChange.Merge merge) {
            named(out, "merge", "key", merge.key());
            member(out, "value", merge.value());
        } else if (change instanceof NamespaceChange.Patch patch) {
            named(out, "patch", "key", patch.key());
            member(out, "patch", PatchForm.write(patch.patch()));
        } else if (change instanceof NamespaceChange.Restore restore) {
            out.writeStringField("op", "restore");
            member(out, "snapshot", restore.snapshot());
            if (!restore.replace()) {
                out.writeStringField("mode", "merge");
            }
        } else if (change instanceof NamespaceChange.Register register) {
            out.writeStringField("op", "register");
            member(out, "mfe", register.mfe());
            if (register.ephemeral()) {
                out.writeBooleanField("ephemeral", true);
            }
        } else {
            named(out, "unregister", "mfe", ((NamespaceChange.Unregister) change).mfe());
        }
    }

    private static void named(JsonGenerator out, String op, String member, String name) throws IOException {
        out.writeStringField("op", op);
        out.writeStringField(member, name);
    }

    private static void member(JsonGenerator out, String name, JsonValue value) throws IOException {
        out.writeFieldName(name);
        JsonText.write(out, value);
    }
}
