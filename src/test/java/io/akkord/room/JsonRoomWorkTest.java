package io.akkord.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.kind.Commit;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a room of JSON does for one operation on an old base. */
class JsonRoomWorkTest {
    private static final int LIMIT = 100;
    private static final RoomKind KIND = new RoomKind(1_000_000, LIMIT);

    /** So many components that each set a member of their own. */
    private static Json0Operation members(String prefix, int count) {
        List<String> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add("{\"p\":[\"" + prefix + i + "\"],\"oi\":" + i + "}");
        }
        return Json0Form.read(JsonText.parse("[" + String.join(",", components) + "]", JsonLimits.DEFAULT));
    }

    private static RoomCommand edit(int components) {
        return new RoomCommand.EditJson(RoomType.JSON, members("mine", components));
    }

    /** What becomes of a command over so many commits of so many components. */
    private static Rebase<RoomCommand> over(RoomCommand command, int commits, int components) {
        Rebase<RoomCommand> rebased = new Rebase.Done<>(command);
        for (int i = 0; i < commits && rebased instanceof Rebase.Done<RoomCommand> done; i++) {
            RoomEvent event = new RoomEvent.JsonEdited(members("theirs" + i, components));
            rebased = KIND.rebase(done.command(), new Commit<>(8 + i, "ann", 8 + i, "u", "", 1_000, 0, 0, event));
        }
        return rebased;
    }

    private static Refusal.Reason reason(Rebase<RoomCommand> rebased) {
        return ((Rebase.Refused<RoomCommand>) rebased).refusal().reason();
    }

    @Test
    void anOperationIsTransformedOverAsManyComponentsAsTheLimitAllows() {
        for (Rebase<RoomCommand> rebased :
                List.of(over(edit(10), 1, 10), over(edit(10), 10, 1), over(edit(1), 100, 1))) {
            assertThat(rebased).isInstanceOf(Rebase.Done.class);
            RoomCommand.EditJson after = (RoomCommand.EditJson) ((Rebase.Done<RoomCommand>) rebased).command();
            assertThat(after.work()).isEqualTo(LIMIT);
        }
    }

    @Test
    void anOperationThatMissedMoreHasABadBase() {
        assertThat(reason(over(edit(10), 1, 11))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(reason(over(edit(10), 11, 1))).isEqualTo(Refusal.Reason.BAD_BASE);
        assertThat(reason(over(edit(1), 101, 1))).isEqualTo(Refusal.Reason.BAD_BASE);
    }

    @Test
    void missedCommitsThatChangeNothingAreForFree() {
        assertThat(over(edit(10), 200, 0)).isEqualTo(new Rebase.Done<>(edit(10)));
    }
}
