package io.akkord.migration;

import io.akkord.json.JsonObject;
import io.akkord.json.StrictText;
import io.akkord.settings.NamedClass;
import io.akkord.spi.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Steps from schema version 1 to 2, 3 and so on, without a gap. Pure for as long as its steps are. */
public final class MigrationChain {
    public static final MigrationChain NONE = new MigrationChain(List.of(), List.of());

    private static final String CLASS = "class:";
    private static final int MAX_KEY = 256;

    private final List<String> names;
    private final List<Migration> steps;

    private MigrationChain(List<String> names, List<Migration> steps) {
        this.names = List.copyOf(names);
        this.steps = List.copyOf(steps);
    }

    /**
     * Finds and checks all steps.
     *
     * @param names in order: {@code class:} and the name of a {@link Migration}, or a file (see {@link PatchMigration})
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static MigrationChain of(List<String> names) {
        List<Migration> steps = new ArrayList<>();
        for (String name : names) {
            int from = steps.size() + 1;
            Migration step = name.startsWith(CLASS)
                    ? NamedClass.instance(name.substring(CLASS.length()), Migration.class)
                    : PatchMigration.read(Path.of(name), from);
            if (step.from() != from) {
                throw new IllegalArgumentException("The migration " + name + " starts from schema version "
                        + step.from() + " but stands where the one from " + from
                        + " belongs: they lead from 1 on, in order.");
            }
            steps.add(step);
        }
        return new MigrationChain(names, steps);
    }

    /** The schema version it leads to. */
    public int version() {
        return steps.size() + 1;
    }

    /**
     * The store under {@link #version}.
     *
     * @param from the version the store has, from 1 to that one
     * @param store values by key
     * @throws MigrationFailedException where a step fails, or leaves a key that cannot be one
     */
    public JsonObject migrate(int from, JsonObject store) {
        if (from < 1 || from > version()) {
            throw new MigrationFailedException(
                    "There is no way from schema version " + from + " to " + version() + ".");
        }
        JsonObject migrated = store;
        for (int version = from; version < version(); version++) {
            migrated = step(version, migrated);
        }
        return migrated;
    }

    private JsonObject step(int version, JsonObject store) {
        String what = "The migration " + names.get(version - 1) + " from schema version " + version;
        JsonObject migrated;
        try {
            migrated = steps.get(version - 1).migrate(store);
        } catch (MigrationFailedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // The text of a foreign exception may hold a value.
            throw new MigrationFailedException(
                    what + " failed with " + e.getClass().getName() + ".");
        }
        if (isNull(migrated)) {
            throw new MigrationFailedException(what + " gave nothing.");
        }
        if (!migrated.members().keySet().stream().allMatch(MigrationChain::isKey)) {
            throw new MigrationFailedException(what + " left a key that cannot be one.");
        }
        return migrated;
    }

    @SuppressWarnings("ConstantValue")
    private static boolean isNull(@org.jspecify.annotations.Nullable Object given) {
        return given == null;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= MAX_KEY
                && key.chars().noneMatch(Character::isISOControl)
                && StrictText.accepts(key);
    }
}
