package io.akkord.protocol;

/** Input that is refused with one error code and a sentence for people. Carries no stack; it is a value that travels by throw. */
public final class WireRefusal extends Exception {
    private final ErrorCode code;
    private final String sentence;

    public WireRefusal(ErrorCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    public ErrorCode code() {
        return code;
    }

    /** Safe to show: never an exception's text nor an echo of the input. */
    public String sentence() {
        return sentence;
    }
}
