package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
    private static final int ROOMS = 4;
    private static final int ROUNDS = 3;
    private static final int WRITES_BEFORE_KILL = 60;
    private static final String GROUP = "0123456789";

    @TempDir
    Path directory;

    @Test
    void no_acknowledged_commit_is_lost_and_no_group_is_torn_when_the_process_is_killed() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Long> acknowledged = writeUntilKilled();
            try (Storage storage = Storage.open(directory)) {
                for (int i = 0; i < ROOMS; i++) {
                    ObjectState<RoomState> state = storage.read(storage.room(id(i)));
                    String text = state.value().text();
                    assertThat(state.version()).isGreaterThanOrEqualTo(acknowledged.getOrDefault(id(i).name(), 0L));
                    assertThat(text).isEqualTo(GROUP.repeat(text.length() / GROUP.length()));
                    assertThat(state.version()).isEqualTo(text.length());
                }
            }
        }
    }

    /** The highest version of each room that the child said was stored before it was killed. */
    private Map<String, Long> writeUntilKilled() throws Exception {
        Map<String, Long> acknowledged = new HashMap<>();
        try (ChildProcess child = ChildProcess.start(WritingChild.class, directory.toString())) {
            for (int i = 0; i < WRITES_BEFORE_KILL; i++) {
                String[] ack = child.line().split(" ");
                acknowledged.put(ack[0], Long.parseLong(ack[1]));
            }
            child.kill();
            for (String line : child.output()) {
                String[] ack = line.split(" ");
                if (ack.length == 3) {
                    acknowledged.put(ack[0], Long.parseLong(ack[1]));
                }
            }
        }
        return acknowledged;
    }

    private static ObjectId id(int room) {
        return ObjectId.of("rooms", "room-" + room);
    }

    /** Writes to all rooms without end and says what was stored. */
    static final class WritingChild {
        public static void main(String[] args) {
            Storage storage = Storage.open(Path.of(args[0]));
            for (int i = 0; i < ROOMS; i++) {
                ObjectId id = id(i);
                ActorRef<StoredRoom.Command> room = storage.room(id);
                new Thread(() -> write(storage, id, room)).start();
            }
        }

        private static void write(Storage storage, ObjectId id, ActorRef<StoredRoom.Command> room) {
            while (true) {
                ObjectState<RoomState> state = storage.type(room, GROUP);
                System.out.println(id.name() + " " + state.version() + " .");
            }
        }
    }
}
