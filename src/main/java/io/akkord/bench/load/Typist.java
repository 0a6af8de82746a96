package io.akkord.bench.load;

import io.akkord.bench.text.Text;
import io.akkord.bench.text.TextOperation;
import java.util.SplittableRandom;

/** Makes random edits: seven in ten insert one to five characters, the others delete as many; long texts are made shorter. */
final class Typist {
    private static final String[] WORDS = {
        "a",
        "e",
        " ",
        "n",
        "to",
        "in",
        "é",
        "the",
        "and",
        " of ",
        "\uD83D\uDE00",
        "over",
        "lazy",
        "straße",
        "quick",
        "brown"
    };
    private static final int MOST_DELETED = 5;

    private final SplittableRandom random;
    private final int longText;

    /** @param longText length from which on deletions outweigh */
    Typist(long seed, int longText) {
        this.random = new SplittableRandom(seed);
        this.longText = longText;
    }

    TextOperation next(Text text) {
        double deletes = text.length() < 2 * MOST_DELETED ? 0 : text.length() > longText ? 0.7 : 0.3;
        if (random.nextDouble() >= deletes) {
            int at = text.boundary(random.nextInt(text.length() + 1));
            return TextOperation.replace(at, 0, WORDS[random.nextInt(WORDS.length)]);
        }
        int from = text.boundary(random.nextInt(text.length() - MOST_DELETED));
        int to = text.boundary(from + 1 + random.nextInt(MOST_DELETED));
        // A pair at the start of the stretch goes as a whole.
        return TextOperation.replace(from, to > from ? to - from : 2, "");
    }

    /** Nanoseconds until the first edit of a writer that makes one every {@code gap}: writers do not type in step. */
    long phase(long gap) {
        return random.nextLong(Math.max(1, gap));
    }
}
