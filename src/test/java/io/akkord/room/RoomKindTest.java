package io.akkord.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.Rebase;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.ot.Attributes;
import io.akkord.ot.Embed;
import io.akkord.ot.Operation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomKindTest {
    private static final RoomKind KIND = new RoomKind(20);

    private static Submission<RoomCommand> by(RoomCommand command) {
        return new Submission<>("ann", 1, 0, "u", "", 0, command);
    }

    private static RoomCommand edit(RoomType type, Operation operation) {
        return new RoomCommand.Edit(type, operation);
    }

    private static Commit<RoomEvent> commit(long version, RoomEvent event) {
        return new Commit<>(version, "ann", version, "u", "", 1_000 + version, 0, 0, event);
    }

    private static RoomState after(RoomEvent... events) {
        RoomState state = KIND.initial();
        for (int i = 0; i < events.length; i++) {
            state = KIND.evolve(state, commit(i + 1, events[i]));
        }
        return state;
    }

    private static Attributes bold() {
        return Attributes.of(Map.<String, JsonValue>of("bold", new JsonString("yes")));
    }

    private static Refusal.Reason refused(Decision<RoomEvent> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<RoomEvent>) decision).refusal().reason();
    }

    @Test
    void theFirstCommitFixesTheType() {
        Decision<RoomEvent> first =
                KIND.decide(KIND.initial(), 0, by(edit(RoomType.RICH_TEXT, Operation.insert(0, "hi"))));
        assertThat(first)
                .isEqualTo(Decision.accept(new RoomEvent.Created(RoomType.RICH_TEXT, Operation.insert(0, "hi"))));
        RoomState room = after(new RoomEvent.Created(RoomType.RICH_TEXT, Operation.insert(0, "hi")));
        assertThat(KIND.type(room)).isEqualTo("rich-text");
        assertThat(KIND.decide(room, 1, by(edit(RoomType.TEXT, Operation.insert(2, "!")))))
                .isEqualTo(Decision.accept(new RoomEvent.Edited(Operation.insert(2, "!"))));
    }

    @Test
    void atOnePlaceTheEarlierCommittedTextStandsFirst() {
        RoomState room = after(
                new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "ab")),
                new RoomEvent.Edited(Operation.insert(1, "X")));
        Rebase<RoomCommand> rebased = KIND.rebase(
                edit(RoomType.TEXT, Operation.insert(1, "Y")),
                commit(2, new RoomEvent.Edited(Operation.insert(1, "X"))));
        RoomCommand.Edit edit = (RoomCommand.Edit) ((Rebase.Done<RoomCommand>) rebased).command();
        assertThat(((RoomState.Text) room).document().apply(edit.operation()).text())
                .isEqualTo("aXYb");
    }

    @Test
    void aTextRoomTakesNoFormatting() {
        RoomState room = after(new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "ab")));
        Operation formatted = Operation.builder().retain(1, bold()).build();
        assertThat(KIND.check(room, edit(RoomType.TEXT, formatted)).map(Refusal::reason))
                .contains(Refusal.Reason.INVALID);
        assertThat(refused(KIND.decide(room, 1, by(edit(RoomType.TEXT, formatted)))))
                .isEqualTo(Refusal.Reason.INVALID);
    }

    @Test
    void anOperationPastTheEndOfItsBaseIsRefused() {
        RoomState room = after(new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "ab")));
        assertThat(KIND.check(room, edit(RoomType.TEXT, Operation.insert(3, "x")))
                        .map(Refusal::reason))
                .contains(Refusal.Reason.INVALID);
        assertThat(KIND.check(room, edit(RoomType.TEXT, Operation.insert(2, "x"))))
                .isEmpty();
    }

    @Test
    void aDocumentDoesNotGrowBeyondItsLimitButMayShrinkFromAboveIt() {
        RoomState full = after(new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "x".repeat(25))));
        assertThat(refused(KIND.decide(full, 1, by(edit(RoomType.TEXT, Operation.insert(0, "y"))))))
                .isEqualTo(Refusal.Reason.TOO_LARGE);
        assertThat(KIND.decide(full, 1, by(edit(RoomType.TEXT, Operation.delete(0, 1)))))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aDeletedRoomIsGoneAndCommitsBeforeDoNotLeadToTheNextOne() {
        RoomState gone =
                after(new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "ab")), new RoomEvent.Deleted(2));
        assertThat(KIND.exists(gone)).isFalse();
        assertThat(KIND.continuousSince(gone)).isEqualTo(2);
        assertThat(refused(KIND.decide(gone, 2, by(new RoomCommand.Delete(RoomCommand.Replace.ANY)))))
                .isEqualTo(Refusal.Reason.NOT_FOUND);
        RoomState again = KIND.evolve(gone, commit(3, new RoomEvent.Created(RoomType.RICH_TEXT, Operation.EMPTY)));
        assertThat(KIND.type(again)).isEqualTo("rich-text");
        assertThat(KIND.continuousSince(again)).isEqualTo(2);
        assertThat(again.createdAt()).isEqualTo(1_003);
        assertThat(KIND.rebase(edit(RoomType.TEXT, Operation.insert(0, "x")), commit(2, new RoomEvent.Deleted(2))))
                .isInstanceOf(Rebase.Refused.class);
    }

    @Test
    void replacingCommitsOnlyTheDifference() {
        RoomState room = after(new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "hello world")));
        RoomCommand replace = new RoomCommand.Replace(
                Optional.empty(), Optional.of(Operation.insert(0, "hello brave world")), RoomCommand.Replace.ANY);
        assertThat(KIND.decide(room, 1, by(replace)))
                .isEqualTo(Decision.accept(new RoomEvent.Edited(Operation.insert(6, "brave "))));
    }

    @Test
    void embedsAttributesAndFormattingWeighWhatTheyHold() {
        JsonValue large = new JsonString("x".repeat(100_000));
        Operation embed = Operation.builder()
                .insert(new Embed("image", large), Attributes.NONE)
                .build();
        assertThat(KIND.weight(new RoomEvent.Edited(embed))).isGreaterThan(100_000);
        Operation formatting = Operation.builder().retain(8_000_000, bold()).build();
        assertThat(KIND.weight(new RoomEvent.Edited(formatting))).isGreaterThan(1_000_000);
        Operation keystroke = Operation.insert(8_000_000, "x");
        assertThat(KIND.weight(new RoomEvent.Edited(keystroke))).isLessThan(500);
        assertThat(KIND.commandWeight(edit(RoomType.TEXT, embed))).isGreaterThan(100_000);
    }

    @Test
    void whatIsNoOperationIsRefusedAtItsBaseAndAtTheHead() {
        RoomCommand malformed = new RoomCommand.Malformed("It is none.");
        assertThat(KIND.check(KIND.initial(), malformed)).contains(Refusal.of(Refusal.Reason.INVALID, "It is none."));
        assertThat(refused(KIND.decide(KIND.initial(), 0, by(malformed)))).isEqualTo(Refusal.Reason.INVALID);
        assertThat(KIND.rebase(malformed, commit(1, new RoomEvent.Created(RoomType.TEXT, Operation.EMPTY))))
                .isEqualTo(new Rebase.Done<>(malformed));
    }
}
