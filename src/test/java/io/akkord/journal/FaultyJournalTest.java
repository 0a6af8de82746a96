package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Try;

/** The journal can be replaced by one that fails, and a write with a lost answer is found again by recovery. */
class FaultyJournalTest {
    private static final ObjectId ID = ObjectId.of("rooms", "notes");
    private static final String FAULTY = "jdbc-journal.class = \"" + Faulty.class.getName() + "\"";

    private enum Fault {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private static volatile Fault fault = Fault.NONE;

    /** The real journal with a write now and then that does not end well. */
    public static final class Faulty extends JdbcAsyncWriteJournal {
        public Faulty(Config config) {
            super(config);
        }

        @Override
        public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
            return switch (fault) {
                case NONE -> super.asyncWriteMessages(messages);
                case BEFORE_COMMIT -> Future$.MODULE$.failed(new IllegalStateException("the disk is away"));
                case AFTER_COMMIT ->
                    super.asyncWriteMessages(messages)
                            .transform(done -> new Failure<>(new IllegalStateException("the answer is lost")), ec());
            };
        }
    }

    @TempDir
    Path directory;

    @Test
    void a_write_that_failed_before_its_commit_is_not_there() {
        assertThat(afterFault(Fault.BEFORE_COMMIT)).isEqualTo("good ");
    }

    @Test
    void a_write_whose_answer_was_lost_is_there() {
        assertThat(afterFault(Fault.AFTER_COMMIT)).isEqualTo("good bad");
    }

    private String afterFault(Fault kind) {
        fault = Fault.NONE;
        try (Storage storage = Storage.open(directory, FAULTY)) {
            ActorRef<StoredRoom.Command> room = storage.room(ID);
            storage.type(room, "good ");
            fault = kind;
            room.tell(new StoredRoom.Type(
                    List.of("bad"),
                    storage.kit.<ObjectState<RoomState>>createTestProbe().ref()));
            storage.kit.createTestProbe().expectTerminated(room);
            fault = Fault.NONE;
            ObjectState<RoomState> recovered = storage.read(storage.room(ID));
            return recovered.value().text();
        } finally {
            fault = Fault.NONE;
        }
    }
}
