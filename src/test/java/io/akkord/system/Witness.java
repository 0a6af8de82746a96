package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.check.Checkers;
import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.delta.Delta;
import java.time.Duration;

/** Two honest clients in a room while others misbehave: what one types the other must see, promptly and on the same connection. */
final class Witness implements AutoCloseable {
    private static final Duration PROMPT = Duration.ofSeconds(20);

    private final Play play;
    private final String room;
    private final TestClient writer;
    private final TestClient reader;
    private int words;

    Witness(int port, String room, String type) {
        this.room = room;
        play = new Play(port).room(room, type);
        writer = play.client("witness-writes", 1, room).connect();
        reader = play.client("witness-reads", 2, room).connect();
        play.awaitJoined();
    }

    /** Types a word and waits until the other sees it; returns how long that took. */
    Duration isUndisturbed() {
        return isUndisturbed(PROMPT);
    }

    Duration isUndisturbed(Duration within) {
        String word = "word" + ++words + " ";
        Replica from = writer.replicas().iterator().next();
        Replica to = reader.replicas().iterator().next();
        long began = System.nanoTime();
        from.edit(doc -> Delta.edit(doc.length(), 0, word));
        Play.await(
                word + "is seen",
                within,
                () -> from.isSettled() && to.content().text().contains(word));
        assertThat(writer.closes()).as("connections lost by the writer").isEmpty();
        assertThat(reader.closes()).as("connections lost by the reader").isEmpty();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    long version() {
        return writer.replicas().iterator().next().version();
    }

    /** Types once; for rooms whose beginning a test relies on. */
    void types(String text) {
        writer.replicas().iterator().next().edit(doc -> Delta.edit(doc.length(), 0, text));
    }

    /** All that the two know of the room, held against the journal. */
    void check(Play.Journal journal) throws Exception {
        play.settle(PROMPT);
        Checkers.checkAll(play.evidence(room, journal));
    }

    @Override
    public void close() {
        play.close();
    }
}
