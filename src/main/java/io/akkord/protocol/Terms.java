package io.akkord.protocol;

/**
 * What a submission's message says beside its payload.
 *
 * @param messageType such as {@code STATE_PATCH}
 * @param base the version the client had seen; {@link io.akkord.kind.Submission#HEAD} where it does not say
 * @param strategy {@code meta.strategy} as it was spelled; empty for none
 */
public record Terms(String messageType, long base, String strategy) {}
