package io.akkord.json.json0;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from the document to a place in it. */
public record Path(List<Step> steps) {
    public static final Path ROOT = new Path(List.of());

    public Path {
        steps = List.copyOf(steps);
    }

    /** @param steps names and indices: String and Integer */
    public static Path of(Object... steps) {
        List<Step> path = new ArrayList<>();
        for (Object step : steps) {
            path.add(step instanceof Integer index ? new Step.Index(index) : new Step.Name((String) step));
        }
        return new Path(path);
    }

    public int length() {
        return steps.size();
    }

    public boolean isRoot() {
        return steps.isEmpty();
    }

    public Step last() {
        return steps.get(steps.size() - 1);
    }

    public Path parent() {
        return new Path(steps.subList(0, steps.size() - 1));
    }

    /** What is left below the first {@code length} steps. */
    Path below(int length) {
        return new Path(steps.subList(length, steps.size()));
    }

    /** This path with another index at a step that is one. */
    Path withIndex(int at, int index) {
        if (index(at) == index) {
            return this;
        }
        Step[] changed = steps.toArray(new Step[0]);
        changed[at] = new Step.Index(index);
        return new Path(List.of(changed));
    }

    /** How many steps both paths begin with. */
    int common(Path other) {
        int most = Math.min(length(), other.length());
        int same = 0;
        while (same < most && steps.get(same).equals(other.steps.get(same))) {
            same++;
        }
        return same;
    }

    /** @throws Json0Refused with {@link Json0Fault#NO_SUCH_PLACE} where the step is a name */
    int index(int at) {
        if (steps.get(at) instanceof Step.Index step) {
            return step.index();
        }
        throw new Json0Refused(Json0Fault.NO_SUCH_PLACE);
    }

    /** Looks at the last steps first, in which neighbours differ. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Path that) || that.length() != length()) {
            return false;
        }
        for (int i = length() - 1; i >= 0; i--) {
            if (!steps.get(i).equals(that.steps.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }
}
