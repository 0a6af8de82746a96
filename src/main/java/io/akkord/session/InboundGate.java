package io.akkord.session;

import akka.Done;
import akka.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Lets the next frame in: not while as many messages as allowed are under way to objects or held back, nor while the client does not
 * read what it is sent.
 */
final class InboundGate {
    private final int most;
    private int underWay;
    private boolean shut;
    private @Nullable ActorRef<Done> withheld;

    InboundGate(int most) {
        this.most = most;
    }

    void began() {
        underWay++;
    }

    void ended() {
        underWay--;
    }

    void ended(int count) {
        underWay -= count;
    }

    /** Whether the client does not read. */
    void shut(boolean whether) {
        shut = whether;
    }

    /** A frame has been dealt with. */
    void processed(ActorRef<Done> ack) {
        withheld = ack;
    }

    /** Tells the edge to go on if nothing stands against it; to be asked at the end of each turn. */
    void open() {
        if (withheld != null && !shut && underWay < most) {
            withheld.tell(Done.getInstance());
            withheld = null;
        }
    }

    int underWay() {
        return underWay;
    }
}
