package io.akkord.edge;

import java.util.Optional;

/** Whole numbers as clients spell them: decimal digits and nothing else. */
final class WholeNumber {
    private WholeNumber() {}

    static Optional<Long> of(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }
}
