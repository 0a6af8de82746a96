package io.akkord.protocol;

/**
 * What the payload of a submission says.
 *
 * @param command what to do, of the object's kind
 * @param source free name of the part of a page that submits; empty for none
 */
public record Draft<C>(C command, String source) {
    public static <C> Draft<C> of(C command) {
        return new Draft<>(command, "");
    }
}
