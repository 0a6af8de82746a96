package io.akkord.json.patch;

/** Why a patch is refused; {@link #reason()} is a fixed sentence that may be shown to clients. */
public enum PatchFault {
    NOT_A_LIST("A patch is a list of operations.", true),
    BAD_OPERATION("An operation is an object whose op is add, remove, replace, move, copy or test.", true),
    BAD_POINTER(
            "A path or from is a JSON pointer: empty, or parts that each begin with /, with ~ only as ~0 and ~1.",
            true),
    NO_VALUE("add, replace and test need a value.", true),
    TOO_MANY("A patch has at most 1000 operations.", true),
    INTO_ITSELF("A value cannot be moved into itself.", true),
    BAD_INDEX(
            "An index of an array is 0, or digits that do not begin with 0, or - for its end in an add, move or copy.",
            false),
    NO_SUCH_PLACE("A pointer leads to nothing that is there.", false),
    PAST_END("An index is past the end of the array.", false),
    REMOVES_ALL("The whole value can be replaced, not removed.", false),
    TEST_FAILED("A test failed.", false),
    TARGET_GONE("What a pointer led to was removed in the meantime.", false),
    TOO_DEEP("The value would be nested too deeply.", false),
    TOO_LARGE("The value would become too large.", false);

    private final String reason;
    private final boolean malformed;

    PatchFault(String reason, boolean malformed) {
        this.reason = reason;
        this.malformed = malformed;
    }

    public String reason() {
        return reason;
    }

    /** Whether the patch applies to no value at all, whatever others did to this one. */
    public boolean isMalformed() {
        return malformed;
    }
}
