package io.akkord.json.json0;

/** Why an operation is refused; {@link #reason()} is a fixed sentence that may be shown to clients. */
public enum Json0Fault {
    NOT_A_LIST("An operation is a list of components."),
    BAD_COMPONENT("A component has a path p and one of: na; ld, li or both; lm; od, oi or both; t and o."),
    BAD_PATH("A path is a list of names and of whole numbers from 0 to 2147483647."),
    BAD_MOVE("A move names a list index and goes to a whole number from 0 to 2147483647."),
    STRING_EDIT("si and sd are not supported: edit strings with t and o."),
    UNKNOWN_SUBTYPE("The only subtype is text0."),
    BAD_TEXT_EDIT("A text0 edit is a list of components with a position p and one of the texts i and d, not empty."),
    BAD_TEXT("A text holds an unpaired surrogate or the character U+0000."),
    BAD_NUMBER("na takes a number whose digits lie within 400 places of the decimal point."),
    TOO_MANY("An operation has at most 1000 components, those of text0 edits included."),
    TOO_DEEP("The document would be nested too deeply."),
    NO_SUCH_PLACE("A path leads to nothing that is there."),
    NOT_A_NUMBER("na needs a number to add to."),
    NOT_A_STRING("text0 needs a string to edit."),
    NOT_AN_ARRAY("li, ld and lm need a list."),
    NOT_AN_OBJECT("oi and od need an object."),
    PAST_END("An index or a position is past the end."),
    SPLITS_PAIR("A position lies inside a surrogate pair."),
    OTHER_VALUE("ld, od or d does not equal what is there."),
    ALREADY_THERE("oi without od needs a name that is not there."),
    REMOVES_ALL("The document itself can be replaced, not removed."),
    ENDLESS_SUM("The sum of numbers is larger than a double can be."),
    TOO_MUCH_WORK("Too much was changed meanwhile to transform the operation over it.");

    private final String reason;

    Json0Fault(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
