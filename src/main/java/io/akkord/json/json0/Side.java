package io.akkord.json.json0;

/** Who wins where two operations want the same place: of every pair of concurrent operations one is left and the other right. */
public enum Side {
    /** Its insert stands first, its value stays, its move counts. An incoming operation is left, as in ShareDB. */
    LEFT,
    RIGHT;

    public Side other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}
