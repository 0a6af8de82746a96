package io.akkord.bench.client;

/** A room as the server's HTTP read shows it; version 0 and no text where nothing was ever committed. */
public record RoomView(long version, String text) {
    static final RoomView NOTHING = new RoomView(0, "");
}
