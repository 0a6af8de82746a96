package io.akkord.middleware;

import io.akkord.kind.Refusal;
import io.akkord.spi.Change;
import java.util.List;

/** What a whole chain says of a submission. */
public sealed interface Ruling {
    /**
     * @param changes what the namespace is to decide on
     * @param changed whether a link put them in the place of the submitted ones
     */
    record Passed(List<Change> changes, boolean changed) implements Ruling {
        public Passed {
            changes = List.copyOf(changes);
        }
    }

    record Refused(Refusal refusal) implements Ruling {}
}
