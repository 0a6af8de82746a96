package io.akkord.object;

import akka.actor.typed.ActorRef;
import io.akkord.kind.Interest;
import java.util.ArrayList;
import java.util.List;

/** One session behind a relay. */
final class Follower {
    private final String client;
    private final Interest interest;
    private ActorRef<RelayEvent> session;
    private boolean joined;

    // Of those who follow a part: up to where they were told, when, and what they get of the group at hand.
    private long told;
    private long toldAt;
    private List<CommitFrame> chosen = List.of();

    Follower(String client, Interest interest, ActorRef<RelayEvent> session) {
        this.client = client;
        this.interest = interest;
        this.session = session;
    }

    String client() {
        return client;
    }

    Interest interest() {
        return interest;
    }

    boolean isJoined() {
        return joined;
    }

    void joined(boolean whether) {
        joined = whether;
    }

    void speakTo(ActorRef<RelayEvent> now) {
        session = now;
    }

    void tell(RelayEvent event) {
        session.tell(event);
    }

    /** The version up to which it has all of its part. */
    long told() {
        return told;
    }

    long toldAt() {
        return toldAt;
    }

    void toldUpTo(long version, long nanoTime) {
        told = Math.max(told, version);
        toldAt = nanoTime;
    }

    /** Whether nothing of the group at hand was chosen yet. */
    boolean isUntouched() {
        return chosen.isEmpty();
    }

    /** Takes in a commit of the group at hand; in order, and the same one more than once. */
    void choose(CommitFrame frame) {
        if (chosen.isEmpty()) {
            chosen = new ArrayList<>();
        }
        if (chosen.isEmpty() || chosen.get(chosen.size() - 1) != frame) {
            chosen.add(frame);
        }
    }

    /** What was chosen, which is nothing afterwards. */
    List<CommitFrame> takeChosen() {
        List<CommitFrame> taken = chosen;
        chosen = List.of();
        return taken;
    }
}
