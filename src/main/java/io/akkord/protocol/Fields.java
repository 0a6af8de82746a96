package io.akkord.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.akkord.json.JsonFault;
import io.akkord.json.JsonLimits;
import io.akkord.json.StrictText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of single fields from a parser that stands on their value, and of values as they were spelled. Keeps the first
 * complaint instead of throwing, so that the rest of the frame can still be read. Every method leaves the parser on the last token
 * of the value.
 */
final class Fields {
    /** Whole numbers up to here are exact in every JSON implementation. */
    private static final long MAX_EXACT = (1L << 53) - 1;

    private final JsonParser parser;
    private final byte[] text;
    private @Nullable String complaint;
    private boolean deaf;

    /**
     * @param parser reads exactly {@code text}
     */
    Fields(JsonParser parser, byte[] text) {
        this.parser = parser;
        this.text = text;
    }

    /** What was wrong first. */
    @Nullable
    String complaint() {
        return complaint;
    }

    void complain(String sentence) {
        if (complaint == null && !deaf) {
            complaint = sentence;
        }
    }

    /** A string; null for JSON's null and for what is none, with a complaint then. */
    @Nullable
    String string(String sentence) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            String value = parser.getText();
            if (!StrictText.accepts(value)) {
                complain(FrameReader.BAD_TEXT);
            }
            return value;
        }
        refuse(sentence);
        return null;
    }

    /** A whole number from {@code least}; {@code absent} for JSON's null and for what is none. */
    long number(long least, long absent, String sentence) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = parser.getLongValue();
            if (value >= least && value <= MAX_EXACT) {
                return value;
            }
            complain(sentence);
            return absent;
        }
        refuse(sentence);
        return absent;
    }

    /** A list of strings; null for JSON's null and for what is none, with a complaint then. */
    @Nullable
    List<String> strings(String sentence) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            refuse(sentence);
            return null;
        }
        List<String> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String one = string(sentence);
            if (one == null) {
                complain(sentence);
            } else {
                all.add(one);
            }
        }
        return all;
    }

    boolean truth(String sentence) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_FALSE) {
            refuse(sentence);
        }
        return false;
    }

    /** The value as it was spelled. */
    byte[] raw() throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        skip();
        return Arrays.copyOfRange(text, start, (int) parser.currentLocation().getByteOffset());
    }

    /** As {@link #raw}, for what is read again and found fault with then. */
    byte[] rawUnread() throws IOException {
        deaf = true;
        byte[] spelled = raw();
        deaf = false;
        return spelled;
    }

    /** Passes over the value, which must still be fit to be passed on. */
    void skip() throws IOException {
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
                require(depth <= JsonLimits.DEFAULT.depth(), JsonFault.Reason.TOO_DEEP);
            } else if (token.isStructEnd()) {
                depth--;
            } else if ((token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME)
                    && !StrictText.accepts(parser.getText())) {
                complain(FrameReader.BAD_TEXT);
            } else if (token.isNumeric()) {
                require(JsonLimits.DEFAULT.allowsNumber(parser.getText()), JsonFault.Reason.NUMBER_TOO_LONG);
            }
            if (token == JsonToken.FIELD_NAME) {
                require(JsonLimits.DEFAULT.allowsName(parser.currentName()), JsonFault.Reason.NAME_TOO_LONG);
            }
            if (depth == 0) {
                return;
            }
            parser.nextToken();
        }
    }

    /** Passes over a field that nobody reads. */
    void skipField(String name) throws IOException {
        require(JsonLimits.DEFAULT.allowsName(name), JsonFault.Reason.NAME_TOO_LONG);
        skip();
    }

    private void require(boolean fit, JsonFault.Reason otherwise) {
        if (!fit) {
            complain(otherwise.sentence());
        }
    }

    private void refuse(String sentence) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            complain(sentence);
            skip();
        }
    }
}
