package io.akkord.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/**
 * Text that is not the JSON we take in. The message is one fixed sentence per reason and never repeats input; there is no stack
 * trace, for this is an answer to a client and not a defect.
 */
public final class JsonFault extends RuntimeException {
    /** Why a text was refused; {@link #sentence()} may be shown to clients. */
    public enum Reason {
        MALFORMED("The text is not valid JSON."),
        DUPLICATE_NAME("An object names the same member twice."),
        TRAILING("There is something after the JSON value."),
        BAD_UTF8("The text is not valid UTF-8."),
        BAD_TEXT("A string holds an unpaired surrogate or the character U+0000."),
        TOO_DEEP("The JSON is nested too deeply."),
        NUMBER_TOO_LONG("A number has too many digits."),
        STRING_TOO_LONG("A string is too long."),
        NAME_TOO_LONG("A member name is too long."),
        TOO_LARGE("The JSON text is too large.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }

        /** Whether the text may be valid JSON, with a value in it that goes beyond a limit of nesting, digits or names. */
        public boolean isLimitOfValues() {
            return this == TOO_DEEP || this == NUMBER_TOO_LONG || this == NAME_TOO_LONG;
        }
    }

    private final Reason reason;

    public JsonFault(Reason reason) {
        super(reason.sentence(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The fault behind an exception of a parser that a {@link JsonText#factory} made. */
    public static JsonFault of(IOException failure) {
        if (failure instanceof ReadConstraints.LimitExceeded exceeded) {
            return new JsonFault(exceeded.reason());
        }
        if (failure instanceof CharacterCodingException) {
            return new JsonFault(Reason.BAD_UTF8);
        }
        // jackson-core has no type for what StreamReadFeature.STRICT_DUPLICATE_DETECTION throws, only this wording.
        if (failure instanceof JsonProcessingException refused
                && refused.getOriginalMessage() != null
                && refused.getOriginalMessage().startsWith("Duplicate field")) {
            return new JsonFault(Reason.DUPLICATE_NAME);
        }
        return new JsonFault(Reason.MALFORMED);
    }
}
