package io.akkord.directory;

import io.akkord.kind.ObjectId;

/**
 * What the directory says of an object; it may lag behind the object.
 *
 * @param type within the kind, such as {@code rich-text}; empty where the kind has none
 * @param version the version this was true at
 * @param size of the content, in the unit of the kind
 * @param updatedAt timestamp of that version, epoch milliseconds
 * @param deleted whether the object is deleted at that version
 */
public record DirectoryEntry(ObjectId id, String type, long version, long size, long updatedAt, boolean deleted) {}
