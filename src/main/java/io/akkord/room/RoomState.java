package io.akkord.room;

import io.akkord.json.JsonValue;
import io.akkord.ot.Document;
import java.util.Optional;

/** A room at one version: what it holds says of which type it is. */
public sealed interface RoomState {
    RoomState NOTHING = new Absent(0);

    /** The version before the commit that created the room; of one that does not exist, its last one. */
    long bornAt();

    /** Timestamp of the commit that created it, epoch milliseconds; 0 while it does not exist. */
    long createdAt();

    /** Empty while the room does not exist. */
    Optional<RoomType> type();

    /** The content as bare text; empty where there is none, which is so in everything but rooms of text. */
    default String text() {
        return "";
    }

    /** No room: never committed, or deleted. */
    record Absent(long bornAt) implements RoomState {
        @Override
        public long createdAt() {
            return 0;
        }

        @Override
        public Optional<RoomType> type() {
            return Optional.empty();
        }
    }

    /** @param rich whether attributes and embeds are allowed: {@code rich-text} */
    record Text(boolean rich, Document document, long bornAt, long createdAt) implements RoomState {
        @Override
        public Optional<RoomType> type() {
            return Optional.of(rich ? RoomType.RICH_TEXT : RoomType.TEXT);
        }

        @Override
        public String text() {
            return document.text();
        }
    }

    record Json(JsonValue document, long bornAt, long createdAt) implements RoomState {
        @Override
        public Optional<RoomType> type() {
            return Optional.of(RoomType.JSON);
        }
    }
}
