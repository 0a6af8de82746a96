package io.akkord.bench.text;

/** One step of an operation on its way through the text; lengths in UTF-16 code units, never zero. */
public sealed interface Step {
    int length();

    /** The piece of {@code count} units that starts {@code from} units into this step. */
    Step piece(int from, int count);

    record Keep(int length) implements Step {
        @Override
        public Step piece(int from, int count) {
            return new Keep(count);
        }
    }

    record Insert(String text) implements Step {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public Step piece(int from, int count) {
            return new Insert(text.substring(from, from + count));
        }
    }

    record Delete(int length) implements Step {
        @Override
        public Step piece(int from, int count) {
            return new Delete(count);
        }
    }
}
