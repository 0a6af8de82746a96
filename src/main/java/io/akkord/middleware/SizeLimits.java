package io.akkord.middleware;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.kind.KeyPattern;
import io.akkord.spi.Middleware;
import io.akkord.spi.NamespaceView;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * {@code limits}: at most {@code max-keys} keys that the pattern {@code keys} fits (default all), each with a value of at most
 * {@code max-value} bytes of JSON. The number counts what is committed when a submission comes in; where several come in at once it may be
 * passed by a few. The {@code max-keys} of the rule itself is exact.
 */
public final class SizeLimits implements Middleware {
    /** A character takes at most this many bytes in JSON: an escape. */
    private static final int BYTES_PER_CHARACTER = 6;

    private static final KeyPattern ALL = KeyPattern.of("*");

    private final KeyPattern keys;
    private final int maxKeys;
    private final int maxValue;

    public SizeLimits() {
        this(ALL, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private SizeLimits(KeyPattern keys, int maxKeys, int maxValue) {
        this.keys = keys;
        this.maxKeys = maxKeys;
        this.maxValue = maxValue;
    }

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public Middleware configured(JsonObject json) {
        Options options = new Options(name(), json, Set.of("keys", "max-keys", "max-value"));
        options.require(
                options.positive("max-keys").isPresent()
                        || options.positive("max-value").isPresent(),
                "needs max-keys, max-value (bytes) or both");
        return new SizeLimits(
                options.text("keys").map(KeyPattern::of).orElse(ALL),
                options.positive("max-keys").orElse(Integer.MAX_VALUE),
                options.positive("max-value").orElse(Integer.MAX_VALUE));
    }

    @Override
    public CompletionStage<Verdict> judge(Proposal proposal) {
        SortedMap<String, Optional<JsonValue>> effects = proposal.effects();
        int added = 0;
        int removed = 0;
        for (Map.Entry<String, Optional<JsonValue>> effect : effects.entrySet()) {
            String key = effect.getKey();
            if (!keys.matches(key)) {
                continue;
            }
            Optional<JsonValue> value = effect.getValue();
            if (value.isPresent() && isTooLarge(value.get())) {
                return Verdict.refuse(
                        Verdict.Reason.TOO_LARGE, "The value of " + key + " is larger than " + maxValue + " bytes.");
            }
            boolean there = proposal.current().get(key).isPresent();
            added += value.isPresent() && !there ? 1 : 0;
            removed += value.isEmpty() && there ? 1 : 0;
        }
        if (added > removed && maxKeys < Integer.MAX_VALUE && count(proposal.current()) + added - removed > maxKeys) {
            return Verdict.refuse(
                    Verdict.Reason.TOO_LARGE, "There would be more than " + maxKeys + " keys like " + keys + ".");
        }
        return Verdict.pass();
    }

    private boolean isTooLarge(JsonValue value) {
        return value.weight() * BYTES_PER_CHARACTER > maxValue && JsonText.toBytes(value).length > maxValue;
    }

    private long count(NamespaceView current) {
        return keys.equals(ALL)
                ? current.size()
                : current.startingWith(keys.prefix()).keySet().stream()
                        .filter(keys::matches)
                        .count();
    }
}
