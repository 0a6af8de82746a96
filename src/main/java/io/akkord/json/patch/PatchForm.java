package io.akkord.json.patch;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.PatchOperation.Add;
import io.akkord.json.patch.PatchOperation.Copy;
import io.akkord.json.patch.PatchOperation.Move;
import io.akkord.json.patch.PatchOperation.Remove;
import io.akkord.json.patch.PatchOperation.Replace;
import io.akkord.json.patch.PatchOperation.Test;
import java.util.ArrayList;
import java.util.List;

/** Patches as JSON values (RFC 6902, section 3 and 4). Members that the RFC does not name are passed over, as it wants. */
public final class PatchForm {
    /** Operations of one patch. */
    public static final int MAX_OPERATIONS = 1_000;

    private PatchForm() {}

    /** @throws PatchRefused for what is no patch; whether it applies to a value is not looked at */
    public static JsonPatch read(JsonValue json) {
        if (!(json instanceof JsonArray list)) {
            throw new PatchRefused(PatchFault.NOT_A_LIST);
        }
        if (list.size() > MAX_OPERATIONS) {
            throw new PatchRefused(PatchFault.TOO_MANY);
        }
        List<PatchOperation> operations = new ArrayList<>();
        list.items().forEach(item -> operations.add(operation(item)));
        return new JsonPatch(operations);
    }

    private static PatchOperation operation(JsonValue json) {
        if (!(json instanceof JsonObject object) || !(object.get("op") instanceof JsonString op)) {
            throw new PatchRefused(PatchFault.BAD_OPERATION);
        }
        return switch (op.value()) {
            case "add" -> new Add(pointer(object, "path"), value(object));
            case "remove" -> new Remove(pointer(object, "path"));
            case "replace" -> new Replace(pointer(object, "path"), value(object));
            case "move" -> new Move(pointer(object, "from"), pointer(object, "path"));
            case "copy" -> new Copy(pointer(object, "from"), pointer(object, "path"));
            case "test" -> new Test(pointer(object, "path"), value(object));
            default -> throw new PatchRefused(PatchFault.BAD_OPERATION);
        };
    }

    private static JsonPointer pointer(JsonObject operation, String name) {
        if (operation.get(name) instanceof JsonString text) {
            return JsonPointer.parse(text.value());
        }
        throw new PatchRefused(PatchFault.BAD_POINTER);
    }

    private static JsonValue value(JsonObject operation) {
        JsonValue value = operation.get("value");
        if (value == null) {
            throw new PatchRefused(PatchFault.NO_VALUE);
        }
        return value;
    }

    public static JsonArray write(JsonPatch patch) {
        List<JsonValue> list = new ArrayList<>();
        patch.operations().forEach(operation -> list.add(write(operation)));
        return new JsonArray(list);
    }

    private static JsonObject write(PatchOperation operation) {
        if (operation instanceof Add add) {
            return named("add").with("path", text(add.path())).with("value", add.value());
        }
        if (operation instanceof Replace replace) {
            return named("replace").with("path", text(replace.path())).with("value", replace.value());
        }
        if (operation instanceof Test test) {
            return named("test").with("path", text(test.path())).with("value", test.value());
        }
        if (operation instanceof Move move) {
            return named("move").with("from", text(move.from())).with("path", text(move.path()));
        }
        if (operation instanceof Copy copy) {
            return named("copy").with("from", text(copy.from())).with("path", text(copy.path()));
        }
        return named("remove").with("path", text(operation.path()));
    }

    private static JsonObject named(String op) {
        return JsonObject.EMPTY.with("op", new JsonString(op));
    }

    private static JsonString text(JsonPointer pointer) {
        return new JsonString(pointer.toString());
    }
}
