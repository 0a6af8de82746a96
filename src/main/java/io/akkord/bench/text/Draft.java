package io.akkord.bench.text;

import io.akkord.bench.text.Step.Delete;
import io.akkord.bench.text.Step.Insert;
import io.akkord.bench.text.Step.Keep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation while it is written, step by step from left to right; keeps it canonical. */
public final class Draft {
    private final List<Step> steps = new ArrayList<>();

    public Draft keep(int length) {
        if (length > 0) {
            if (last() instanceof Keep before) {
                replaceLast(new Keep(before.length() + length));
            } else {
                steps.add(new Keep(length));
            }
        }
        return this;
    }

    public Draft insert(String text) {
        if (!text.isEmpty()) {
            if (last() instanceof Delete after) {
                steps.remove(steps.size() - 1);
                insert(text);
                steps.add(after);
            } else if (last() instanceof Insert before) {
                replaceLast(new Insert(before.text() + text));
            } else {
                steps.add(new Insert(text));
            }
        }
        return this;
    }

    public Draft delete(int length) {
        if (length > 0) {
            if (last() instanceof Delete before) {
                replaceLast(new Delete(before.length() + length));
            } else {
                steps.add(new Delete(length));
            }
        }
        return this;
    }

    Draft add(Step step) {
        if (step instanceof Insert insert) {
            return insert(insert.text());
        }
        return step instanceof Keep ? keep(step.length()) : delete(step.length());
    }

    public TextOperation finish() {
        if (last() instanceof Keep) {
            steps.remove(steps.size() - 1);
        }
        return steps.isEmpty() ? TextOperation.NOTHING : new TextOperation(steps);
    }

    private @Nullable Step last() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }

    private void replaceLast(Step step) {
        steps.set(steps.size() - 1, step);
    }
}
