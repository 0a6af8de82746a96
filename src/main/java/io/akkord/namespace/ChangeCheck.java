package io.akkord.namespace;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.StrictText;
import io.akkord.kind.Names;
import io.akkord.kind.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is wrong with a change, whatever it is made on. */
final class ChangeCheck {
    private static final Optional<Refusal> FINE = Optional.empty();

    private ChangeCheck() {}

    /** @param client who submits them */
    static Optional<Refusal> of(List<NamespaceChange> changes, String client) {
        if (changes.size() > NamespaceLimits.MAX_CHANGES) {
            return Optional.of(Refusal.of(
                    Refusal.Reason.TOO_LARGE, "A submission has at most " + NamespaceLimits.MAX_CHANGES + " changes."));
        }
        for (NamespaceChange change : changes) {
            Optional<Refusal> refusal = of(change, client);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return FINE;
    }

    private static Optional<Refusal> of(NamespaceChange change, String client) {
        if (change instanceof NamespaceChange.Set set) {
            return key(set.key()).or(() -> ttl(set.ttl())).or(() -> value(set.value()));
        }
        if (change instanceof NamespaceChange.Delete delete) {
            return key(delete.key());
        }
        if (change instanceof NamespaceChange.Merge merge) {
            return key(merge.key()).or(() -> value(merge.value()));
        }
        if (change instanceof NamespaceChange.Patch patch) {
            return key(patch.key());
        }
        if (change instanceof NamespaceChange.Restore restore) {
            return snapshot(restore.snapshot());
        }
        if (change instanceof NamespaceChange.Register register) {
            return mfe(register, client);
        }
        return change instanceof NamespaceChange.Unregister unregister ? id(unregister.mfe()) : FINE;
    }

    private static Optional<Refusal> snapshot(JsonObject snapshot) {
        for (Map.Entry<String, JsonValue> entry : snapshot.members().entrySet()) {
            Optional<Refusal> refusal = key(entry.getKey()).or(() -> value(entry.getValue()));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return FINE;
    }

    private static Optional<Refusal> mfe(NamespaceChange.Register register, String client) {
        JsonObject mfe = register.mfe();
        if (!(mfe.get("id") instanceof JsonString id)) {
            return invalid("An MFE has an id, which is a string.");
        }
        if (!isTextOrNothing(mfe, "framework") || !isTextOrNothing(mfe, "version")) {
            return invalid("The framework and the version of an MFE are strings.");
        }
        if (register.ephemeral() && Names.isServerClient(client)) {
            return invalid("An ephemeral MFE goes with its client, so it needs one.");
        }
        return id(id.value()).or(() -> value(mfe));
    }

    private static boolean isTextOrNothing(JsonObject mfe, String name) {
        JsonValue value = mfe.get(name);
        return value == null || value instanceof JsonString;
    }

    private static Optional<Refusal> key(String key) {
        return NamespaceLimits.isKey(key)
                ? FINE
                : invalid("A key has 1 to " + NamespaceLimits.MAX_KEY + " characters, no control characters.");
    }

    private static Optional<Refusal> id(String id) {
        return isName(id, NamespaceLimits.MAX_MFE)
                ? FINE
                : invalid(
                        "The id of an MFE has 1 to " + NamespaceLimits.MAX_MFE + " characters, no control characters.");
    }

    private static Optional<Refusal> value(JsonValue value) {
        return value.depth() <= NamespaceLimits.MAX_DEPTH
                ? FINE
                : invalid("A value nests at most " + NamespaceLimits.MAX_DEPTH + " arrays and objects.");
    }

    private static Optional<Refusal> ttl(OptionalLong ttl) {
        return ttl.isEmpty() || (ttl.getAsLong() >= 1 && ttl.getAsLong() <= NamespaceLimits.MAX_TTL)
                ? FINE
                : invalid("A ttl is a whole number of seconds from 1 to " + NamespaceLimits.MAX_TTL + ".");
    }

    private static Optional<Refusal> invalid(String message) {
        return Optional.of(Refusal.of(Refusal.Reason.INVALID, message));
    }

    static boolean isName(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return StrictText.accepts(text);
    }
}
