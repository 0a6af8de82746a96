package io.akkord.ot;

/** Why an operation or a document is refused; {@link #reason()} is a fixed sentence that may be shown to clients. */
public enum OperationFault {
    PAST_END("The operation reaches past the end of the document."),
    SPLITS_PAIR("The operation cuts a surrogate pair in two."),
    BAD_TEXT("Inserted text holds an unpaired surrogate or the character U+0000."),
    BAD_LENGTH("A length is not a positive whole number."),
    TOO_LONG("Lengths add up to more than 2147483647."),
    EMPTY_INSERT("An insert is empty."),
    NOT_A_LIST("An operation is a list of components, or an object of the simple form."),
    BAD_COMPONENT("A component is an object with one of retain, insert and delete, and perhaps attributes."),
    BAD_INSERT("An insert is a string, or an embed: an object with one member."),
    BAD_ATTRIBUTES("Attributes are an object and belong to a retain or an insert."),
    FORBIDDEN_KEY("An attribute or embed is named __proto__, constructor or prototype."),
    NOT_PLAIN("A plain text takes neither attributes nor embeds."),
    EMPTY_ATTRIBUTES("The operation is not canonical: attributes are empty."),
    UNMERGED("The operation is not canonical: equal neighbours are not merged."),
    DELETE_FIRST("The operation is not canonical: an insert follows a delete."),
    TRAILING_RETAIN("The operation is not canonical: it ends with a plain retain."),
    BAD_SIMPLE_FORM("The simple form is an insert with position and content, or a delete with position and length."),
    NOT_A_DOCUMENT("A document is a list of inserts; a plain text may also be a string.");

    private final String reason;

    OperationFault(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
