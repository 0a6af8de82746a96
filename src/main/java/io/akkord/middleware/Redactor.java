package io.akkord.middleware;

import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.kind.KeyPattern;
import io.akkord.spi.Change;
import io.akkord.spi.Proposal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How log lines speak of changes: operations, keys and sizes, never values. Of a key that a configured pattern fits they show the pattern
 * instead ({@code user:*}), since keys may hold names too. What comes from outside is escaped and cut.
 */
public final class Redactor {
    private static final int MAX_CHANGES = 5;
    private static final int MAX_TEXT = 80;
    private static final int MAX_FRAMES = 6;
    private static final int MAX_CAUSES = 4;

    private final List<KeyPattern> hidden;

    /** @param hidden patterns of keys of which only the pattern is shown */
    public Redactor(List<KeyPattern> hidden) {
        this.hidden = List.copyOf(hidden);
    }

    public String describe(Proposal proposal) {
        return proposal.namespace().path() + " by " + plain(proposal.client()) + ": " + describe(proposal.changes());
    }

    /** The first changes of a list, and how many there are more. */
    public String describe(List<Change> changes) {
        String some = changes.stream().limit(MAX_CHANGES).map(this::describe).collect(Collectors.joining(", "));
        return changes.size() <= MAX_CHANGES ? some : some + " and " + (changes.size() - MAX_CHANGES) + " more";
    }

    public String describe(Change change) {
        if (change instanceof Change.Set set) {
            return "set " + key(set.key()) + size(set.value());
        }
        if (change instanceof Change.Merge merge) {
            return "merge " + key(merge.key()) + size(merge.value());
        }
        if (change instanceof Change.Patch patch) {
            return "patch " + key(patch.key()) + " ("
                    + patch.patch().operations().size() + " operations)";
        }
        if (change instanceof Change.Delete delete) {
            return "delete " + key(delete.key());
        }
        if (change instanceof Change.Register register) {
            return "register " + (register.mfe().get("id") instanceof JsonString id ? plain(id.value()) : "");
        }
        if (change instanceof Change.Unregister unregister) {
            return "unregister " + plain(unregister.mfe());
        }
        return change.toString();
    }

    /** A key as log lines show it. */
    public String key(String key) {
        return hidden.stream()
                .filter(pattern -> pattern.matches(key))
                .findFirst()
                .map(KeyPattern::text)
                .orElseGet(() -> plain(key));
    }

    /** What kind of failure and where it came from, without its message: that may hold a value. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.getClass().getName());
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(MAX_FRAMES, frames.length); i++) {
            text.append(i == 0 ? " at " : ", ").append(frames[i]);
        }
        Throwable cause = failure.getCause();
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            text.append(", caused by ").append(cause.getClass().getName());
        }
        return text.toString();
    }

    private static String size(JsonValue value) {
        return " (" + value.weight() + " characters)";
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(MAX_TEXT)
                .forEach(c -> plain.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c));
        return plain.length() < text.length() && text.length() > MAX_TEXT ? plain + "…" : plain.toString();
    }
}
