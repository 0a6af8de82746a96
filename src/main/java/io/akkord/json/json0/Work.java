package io.akkord.json.json0;

/**
 * What transforming has cost so far, and how much it may. A unit is one component taken over one other, or one part of a text edit over
 * one other; long paths, texts and values that are copied or compared on the way count as several. The same operations always cost the
 * same. Not thread-safe.
 */
public final class Work {
    private static final int STEPS = 8;
    private static final int PARTS = 16;
    private static final int COPIED = 1 << 9;
    private static final int COMPARED = 1 << 5;

    private final long limit;
    private long spent;

    /**
     * @param limit units in all
     * @param spent units that went before
     */
    public Work(long limit, long spent) {
        this.limit = limit;
        this.spent = spent;
    }

    static Work unlimited() {
        return new Work(Long.MAX_VALUE, 0);
    }

    public long spent() {
        return spent;
    }

    /** Two components were taken over each other whose paths go the same way for so many steps. */
    void pair(int steps) {
        spend(1 + steps / STEPS);
    }

    /** So many characters were copied. */
    void copied(long characters) {
        spend(characters / COPIED);
    }

    /** Values of so many characters were compared. */
    void compared(long characters) {
        spend(characters / COMPARED);
    }

    /** Two text edits become one. */
    void merged(TextEdit first, TextEdit second) {
        int parts = first.parts().size() + second.parts().size();
        if (!first.parts().isEmpty() && !second.parts().isEmpty()) {
            copied(first.parts().get(first.parts().size() - 1).text().length()
                    + second.parts().get(0).text().length());
        }
        spend(parts / PARTS);
    }

    private void spend(long units) {
        spent += units;
        if (spent > limit) {
            throw new Json0Refused(Json0Fault.TOO_MUCH_WORK);
        }
    }
}
