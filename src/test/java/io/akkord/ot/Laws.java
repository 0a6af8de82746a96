package io.akkord.ot;

import java.util.Optional;

/** Runs a law on many random cases and, where it fails, looks for a smaller case that fails too. */
final class Laws {
    /** {@code a} and {@code b} are concurrent changes of {@code doc}, {@code c} follows {@code a}, {@code at} is a position. */
    record Case(Document doc, Operation a, Operation b, Operation c, int at) {
        static Case of(long seed, int size) {
            RandomEdits random = new RandomEdits(seed, size, seed % 3 != 0);
            Document doc = random.document();
            Operation a = random.operation(doc);
            return new Case(doc, a, random.operation(doc), random.operation(doc.apply(a)), random.position(doc));
        }

        int weight() {
            return doc.length() + a.size() + b.size() + c.size();
        }

        @Override
        public String toString() {
            return "doc %s%n  a %s%n  b %s%n  c %s%n  at %d".formatted(doc.toOperation(), a, b, c, at);
        }
    }

    interface Law {
        /** Throws an AssertionError or any exception where the law does not hold. */
        void check(Case c);
    }

    private static final int LARGEST = 12;

    private Laws() {}

    /** @throws AssertionError with the seed that failed first and the smallest failing case that was found */
    static void hold(int cases, Law law) {
        for (long seed = 0; seed < cases; seed++) {
            int size = (int) (seed % (LARGEST + 1));
            Optional<Failure> failure = failure(law, seed, size);
            if (failure.isPresent()) {
                throw new AssertionError(
                        "seed %d, size %d; smallest failing case found:%n  %s"
                                .formatted(seed, size, smallest(law, failure.get())),
                        failure.get().cause());
            }
        }
    }

    /** A case that fails; none where the very generator did. */
    private record Failure(Optional<Case> found, Throwable cause) {
        int weight() {
            return found.map(Case::weight).orElse(Integer.MAX_VALUE);
        }

        @Override
        public String toString() {
            return found.map(Case::toString).orElse("none, for making a case fails");
        }
    }

    private static Failure smallest(Law law, Failure first) {
        Failure smallest = first;
        for (int size = 1; size <= 4; size++) {
            for (long seed = 0; seed < 5_000; seed++) {
                Optional<Failure> failure = failure(law, seed, size);
                if (failure.isPresent() && failure.get().weight() < smallest.weight()) {
                    smallest = failure.get();
                }
            }
        }
        return smallest;
    }

    private static Optional<Failure> failure(Law law, long seed, int size) {
        Optional<Case> found = Optional.empty();
        try {
            Case c = Case.of(seed, size);
            found = Optional.of(c);
            law.check(c);
            return Optional.empty();
        } catch (RuntimeException | AssertionError failure) {
            return Optional.of(new Failure(found, failure));
        }
    }
}
