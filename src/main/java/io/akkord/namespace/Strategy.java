package io.akkord.namespace;

import java.util.Optional;

/** What happens where a key of a submission was changed by others after the version the submitter had seen. */
public enum Strategy {
    /** The later commit wins. */
    REPLACE("replace"),
    /** Patches are rebased over those that were missed; where they do not apply then, nothing is committed. */
    MERGE("merge"),
    /** Nothing is committed. */
    REJECT("reject");

    private final String label;

    Strategy(String label) {
        this.label = label;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    public static Optional<Strategy> of(String label) {
        for (Strategy s : values()) {
            if (s.label.equals(label)) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }
}
