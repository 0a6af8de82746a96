package io.akkord.json.json0;

import java.util.Objects;

/** One step of a {@link Path}. */
public sealed interface Step {
    /** To the member of an object. */
    record Name(String name) implements Step {
        public Name {
            Objects.requireNonNull(name);
        }
    }

    /** To the item of an array. */
    record Index(int index) implements Step {
        /** @throws Json0Refused with {@link Json0Fault#BAD_PATH} for a negative index */
        public Index {
            if (index < 0) {
                throw new Json0Refused(Json0Fault.BAD_PATH);
            }
        }
    }
}
