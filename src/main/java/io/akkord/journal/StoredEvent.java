package io.akkord.journal;

/**
 * An event as the journal plug-in sees it.
 *
 * @param type stable type name, stored as the serializer's manifest
 * @param bytes what {@link CommitCodec} wrote, stored as they are
 */
public record StoredEvent(String type, byte[] bytes) {}
