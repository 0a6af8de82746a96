package io.akkord.edge.socket;

import io.akkord.limit.Places;

/**
 * The place that a large message of one socket takes up, from before it is read whole until the session has gone through it. Places are
 * few, so that however many sockets send much at once, what they sent does not fill the memory: the others are not read meanwhile.
 */
final class LargeMessage {
    private final Places<LargeMessage> places;
    private final String address;
    private final Runnable wake;

    /**
     * @param address whose it is
     * @param wake makes the socket look again; called from any thread
     */
    LargeMessage(Places<LargeMessage> places, String address, Runnable wake) {
        this.places = places;
        this.address = address;
        this.wake = wake;
    }

    /** @param most large messages of a node that have a place at once */
    static Places<LargeMessage> places(int most) {
        return new Places<>(most, message -> message.wake.run());
    }

    /** Whether there is a place; if not, the socket is woken when there is. */
    boolean enter() {
        return places.enter(this, address);
    }

    /** May be called more than once. */
    void leave() {
        places.leave(this);
    }
}
