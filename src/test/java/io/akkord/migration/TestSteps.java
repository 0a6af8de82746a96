package io.akkord.migration;

import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.spi.Migration;

/** Steps as others write them. */
public final class TestSteps {
    private TestSteps() {}

    public static final class Counted implements Migration {
        @Override
        public int from() {
            return 2;
        }

        @Override
        public JsonObject migrate(JsonObject store) {
            return store.with("count", JsonNumber.of(store.size()));
        }
    }

    public static final class Throwing implements Migration {
        @Override
        public int from() {
            return 1;
        }

        @Override
        public JsonObject migrate(JsonObject store) {
            throw new IllegalStateException("cannot take " + store);
        }
    }

    public static final class Nothing implements Migration {
        @Override
        public int from() {
            return 1;
        }

        @Override
        @SuppressWarnings("NullAway")
        public JsonObject migrate(JsonObject store) {
            return null;
        }
    }
}
