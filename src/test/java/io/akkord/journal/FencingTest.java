package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two incarnations of one object can never both go on: the journal takes each version once. */
class FencingTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");

    @TempDir
    Path directory;

    @Test
    void the_later_of_two_writers_is_refused_and_the_first_goes_on() {
        try (Storage storage = Storage.open(directory)) {
            ActorRef<StoredRoom.Command> stale = storage.room(ID);
            storage.type(stale, "common ");
            ActorRef<StoredRoom.Command> fresh = storage.room(ID);
            storage.type(fresh, "fresh");

            refusedToType(storage, stale);

            storage.type(fresh, "!");
            assertThat(storage.read(storage.room(ID)).value().text()).isEqualTo("common fresh!");
        }
    }

    @Test
    void a_refused_writer_harms_no_object_that_is_written_at_the_same_time() {
        try (Storage storage = Storage.open(directory)) {
            ActorRef<StoredRoom.Command> stale = storage.room(ID);
            storage.type(stale, "common ");
            storage.type(storage.room(ID), "fresh");
            List<ActorRef<StoredRoom.Command>> neighbours = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                neighbours.add(storage.room(ObjectId.of("rooms", "neighbour-" + i)));
            }
            neighbours.forEach(storage::read);
            TestProbe<ObjectState<RoomState>> answers = storage.kit.createTestProbe();
            for (int i = 0; i < neighbours.size(); i++) {
                if (i == neighbours.size() / 2) {
                    stale.tell(new StoredRoom.Type(List.of("s", "t"), answers.ref()));
                }
                neighbours.get(i).tell(new StoredRoom.Type(List.of("a", "b"), answers.ref()));
            }

            assertThat(answers.receiveSeveralMessages(neighbours.size()))
                    .allSatisfy(state -> assertThat(state.value().text()).isEqualTo("ab"));
            answers.expectTerminated(stale);
            assertThat(storage.read(storage.room(ID)).value().text()).isEqualTo("common fresh");
        }
    }

    private static void refusedToType(Storage storage, ActorRef<StoredRoom.Command> stale) {
        TestProbe<ObjectState<RoomState>> answers = storage.kit.createTestProbe();
        stale.tell(new StoredRoom.Type(List.of("s", "t"), answers.ref()));
        answers.expectTerminated(stale);
    }
}
