package io.akkord.room;

import java.util.Optional;

/** What the document of a room is made of; fixed by the room's first commit. */
public enum RoomType {
    TEXT("text"),
    RICH_TEXT("rich-text"),
    JSON("json");

    private final String label;

    RoomType(String label) {
        this.label = label;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    public static Optional<RoomType> of(String label) {
        for (RoomType t : values()) {
            if (t.label.equals(label)) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }
}
