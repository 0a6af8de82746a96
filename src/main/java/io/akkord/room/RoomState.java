package io.akkord.room;

import io.akkord.ot.Document;
import java.util.Optional;

/**
 * A room at one version.
 *
 * @param type empty while the room does not exist
 * @param document its content; empty while the room does not exist
 * @param bornAt the version before the commit that created it
 * @param createdAt timestamp of that commit, epoch milliseconds
 */
public record RoomState(Optional<RoomType> type, Document document, long bornAt, long createdAt) {
    public static final RoomState NOTHING = new RoomState(Optional.empty(), Document.EMPTY, 0, 0);
}
