package io.akkord.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Decision;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplaceTest {
    private static final RoomKind KIND = new RoomKind(100);
    private static final RoomState ROOM = new RoomState.Text(true, Document.of(Operation.insert(0, "old")), 0, 1);

    private static Decision<RoomEvent> decide(RoomState state, long version, RoomCommand command) {
        return KIND.decide(
                state, version, new Submission<>("_http", Submission.UNNUMBERED, Submission.HEAD, "u", "", 0, command));
    }

    private static RoomCommand replace(Optional<RoomType> type, long expected) {
        return new RoomCommand.Replace(type, Optional.of(Operation.insert(0, "new")), expected);
    }

    private static void assertRefused(Decision<RoomEvent> decision, Refusal.Reason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
    }

    @Test
    void a_room_that_must_be_there_is_replaced_and_deleted_at_any_version_and_never_created() {
        long present = RoomCommand.Replace.PRESENT;
        assertThat(decide(ROOM, 7, replace(Optional.empty(), present))).isInstanceOf(Decision.Accepted.class);
        assertThat(decide(ROOM, 7, new RoomCommand.Delete(present))).isInstanceOf(Decision.Accepted.class);
        assertRefused(decide(RoomState.NOTHING, 8, replace(Optional.empty(), present)), Refusal.Reason.PRECONDITION);
        assertRefused(decide(RoomState.NOTHING, 8, new RoomCommand.Delete(present)), Refusal.Reason.PRECONDITION);
    }

    @Test
    void content_for_another_type_is_a_conflict() {
        assertRefused(
                decide(ROOM, 7, replace(Optional.of(RoomType.TEXT), RoomCommand.Replace.ANY)), Refusal.Reason.CONFLICT);
    }
}
