package io.akkord.benchmark;

import io.akkord.ot.Operation;
import io.akkord.ot.OperationBuilder;
import java.util.SplittableRandom;

/** Operations to measure with. */
final class Edits {
    private Edits() {}

    /** A keystroke somewhere in a document of this length. */
    static Operation keystroke(SplittableRandom random, int length) {
        return Operation.insert(random.nextInt(length + 1), "x");
    }

    /** An operation of exactly so many components, spread over a document of at least eight units for each of them. */
    static Operation components(SplittableRandom random, int count) {
        if (count == 1) {
            return Operation.insert(0, "x");
        }
        OperationBuilder builder = Operation.builder();
        for (int i = 0; i < count; i += 2) {
            builder.retain(1 + random.nextInt(4));
            if (i % 4 == 0) {
                builder.insert("word");
            } else {
                builder.delete(1 + random.nextInt(4));
            }
        }
        return builder.build();
    }
}
