package io.akkord.ot;

import io.akkord.json.JsonValue;
import java.util.Objects;

/**
 * Something in a document that is not text, for example an image; it counts as one unit.
 *
 * @param type the single member name of the embed's JSON object; one that is dangerous in JavaScript is refused
 * @param value the member's value
 */
public record Embed(String type, JsonValue value) {
    /** @throws OperationRefused with {@link OperationFault#FORBIDDEN_KEY} */
    public Embed {
        Attributes.refuseDangerous(type);
        Objects.requireNonNull(value);
    }
}
