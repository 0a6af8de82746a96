package io.akkord.bench.text;

import io.akkord.bench.text.Step.Delete;
import io.akkord.bench.text.Step.Insert;
import io.akkord.bench.text.Step.Keep;
import java.util.List;

/** A place within an operation; behind its last step everything is kept. */
final class Walk {
    private static final Step REST = new Keep(Integer.MAX_VALUE);

    private final List<Step> steps;
    private int index;
    private int offset;

    Walk(TextOperation operation) {
        steps = operation.steps();
    }

    boolean hasMore() {
        return index < steps.size();
    }

    private Step here() {
        return hasMore() ? steps.get(index) : REST;
    }

    boolean atInsert() {
        return here() instanceof Insert;
    }

    boolean atDelete() {
        return here() instanceof Delete;
    }

    /** What is left of the step here. */
    int left() {
        return here().length() - offset;
    }

    Step take() {
        return take(left());
    }

    Step take(int count) {
        Step step = here();
        Step piece = offset == 0 && count == step.length() ? step : step.piece(offset, count);
        if (hasMore()) {
            offset += count;
            if (offset == step.length()) {
                index++;
                offset = 0;
            }
        }
        return piece;
    }
}
