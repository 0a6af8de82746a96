package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.scores.ScoreKind;
import io.akkord.scores.ScoreWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients send about objects with keys. */
class StateSubmissionTest {
    private static final ObjectId BOARD = ObjectId.of(ScoreKind.NAME, "chess");
    private static final String ABOUT = ",'object':'boards/chess'";
    private static final String CHANGES = "'changes':[{'key':'a','value':1}]";
    private final FrameReader reader = new FrameReader(List.of(new RoomWire(), new ScoreWire()), 1 << 20);

    private Inbound read(String frame) {
        List<Inbound> all =
                reader.read(frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "-", id -> Optional.of("board"));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Inbound.Submit<?> submit(String type, String payload, String meta) {
        return (Inbound.Submit<?>) read(message(type, payload, meta));
    }

    private static String message(String type, String payload, String meta) {
        return "{'type':'" + type + "'" + ABOUT + ",'payload':{" + payload + "},'meta':{" + meta + "}}";
    }

    private void refused(String frame, ErrorCode code) {
        assertThat(read(frame))
                .as(frame)
                .isInstanceOfSatisfying(
                        Inbound.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static ScoreKind.Command put(boolean strict) {
        return new ScoreKind.Command.Put(List.of(new ScoreKind.Change("a", OptionalLong.of(1))), strict, Set.of());
    }

    @Test
    void aPatchIsReadInEveryOrderOfItsFields() {
        List<String> fields = List.of(
                "'type':'STATE_PATCH'",
                "'object':'boards/chess'",
                "'payload':{'source':'cart'," + CHANGES + "}",
                "'meta':{'strategy':'reject','version':4,'seq':2}");
        List<Inbound> read = new ArrayList<>();
        for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 3, 0, 1}, {1, 3, 0, 2}, {0, 2, 3, 1}}) {
            read.add(read("{" + IntStream.of(order).mapToObj(fields::get).collect(Collectors.joining(",")) + "}"));
        }
        assertThat(read).allMatch(read.get(0)::equals);
        Inbound.Submit<?> submit = (Inbound.Submit<?>) read.get(0);
        assertThat(submit.id()).isEqualTo(BOARD);
        assertThat(submit.base()).isEqualTo(4);
        assertThat(submit.seq()).isEqualTo(2);
        assertThat(submit.source()).isEqualTo("cart");
        assertThat(submit.command()).isEqualTo(put(true));
    }

    @Test
    void whoHasSeenNothingPatchesWhateverIsCurrent() {
        Inbound.Submit<?> submit = submit("STATE_PATCH", CHANGES, "'seq':2");
        assertThat(submit.base()).isEqualTo(Submission.HEAD);
        assertThat(submit.source()).isEmpty();
        assertThat(submit.command()).isEqualTo(put(false));
        assertThat(submit("STATE_PATCH", CHANGES, "'seq':2,'version':null").base())
                .isEqualTo(Submission.HEAD);
    }

    @Test
    void aResolutionSaysWhichConflictItResolves() {
        assertThat(submit("CONFLICT_RESOLUTION", CHANGES, "'seq':2,'version':7").command())
                .isEqualTo(put(true));
        refused(message("CONFLICT_RESOLUTION", CHANGES, "'seq':2"), ErrorCode.BAD_MESSAGE);
    }

    @Test
    void aResendRepeatsChangesBaseStrategyAndSource() {
        long first = submit("STATE_PATCH", CHANGES, "'seq':2,'version':7").hash();
        assertThat(submit("STATE_PATCH", CHANGES, "'version':7,'seq':2").hash()).isEqualTo(first);
        assertThat(submit("STATE_PATCH", "'source':''," + CHANGES, "'version':7,'seq':2")
                        .hash())
                .isEqualTo(first);
        Set<Long> others = Set.of(
                submit("STATE_PATCH", CHANGES, "'seq':2").hash(),
                submit("STATE_PATCH", CHANGES, "'seq':2,'version':8").hash(),
                submit("STATE_PATCH", CHANGES, "'seq':2,'version':7,'strategy':'reject'")
                        .hash(),
                submit("STATE_PATCH", "'source':'x'," + CHANGES, "'seq':2,'version':7")
                        .hash(),
                submit("STATE_PATCH", "'source':'y'," + CHANGES, "'seq':2,'version':7")
                        .hash(),
                submit("STATE_PATCH", "'changes':[{'key':'a','value':2}]", "'seq':2,'version':7")
                        .hash());
        assertThat(others).hasSize(6).doesNotContain(first);
    }

    @Test
    void theDigestOfASourceNeverChanges() {
        byte[] content = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(ContentHash.of(content, 7, "merge", "")).isEqualTo(ContentHash.of(content, 7, "merge"));
        assertThat(ContentHash.of(content, 7, "merge", "cart")).isEqualTo(6802500774032794009L);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        refused(message("OP", "'op':[]", "'seq':1,'version':0"), ErrorCode.INVALID_OP);
        refused(message("STATE_PATCH", CHANGES, "'version':0"), ErrorCode.BAD_MESSAGE);
        refused(message("STATE_PATCH", "'x':1", "'seq':1"), ErrorCode.BAD_MESSAGE);
        refused(message("STATE_PATCH", CHANGES, "'seq':1,'strategy':'luck'"), ErrorCode.BAD_MESSAGE);
        refused(message("STATE_PATCH", CHANGES, "'seq':1,'strategy':3"), ErrorCode.BAD_MESSAGE);
        refused(
                message("STATE_PATCH", "'source':'" + "x".repeat(257) + "'," + CHANGES, "'seq':1"),
                ErrorCode.BAD_MESSAGE);
    }

    private Inbound.Join join(String payload) {
        return (Inbound.Join) read(joining(payload));
    }

    private static String joining(String payload) {
        return "{'type':'JOIN'" + ABOUT + ",'payload':{" + payload + "}}";
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'k" + i + "'").collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aJoinSaysWhatItIsInterestedIn() {
        assertThat(join("").interest()).isEqualTo(Interest.ALL);
        assertThat(join("'keys':null,'patterns':null,'events':null").interest()).isEqualTo(Interest.ALL);
        assertThat(join("'keys':['a','b','a'],'patterns':['cart:*','cart:*']").interest())
                .isEqualTo(Interest.in(Set.of("a", "b"), List.of(KeyPattern.of("cart:*"))));
        assertThat(join("'keys':[]").interest()).isEqualTo(Interest.in(Set.of(), List.of()));
        assertThat(join("").entityEvents()).isFalse();
        assertThat(join("'events':'entity'").entityEvents()).isTrue();
        assertThat(join("'keys':" + names(600) + ",'patterns':" + names(400))
                        .interest()
                        .keys())
                .hasSize(600);
        assertThat(join("'keys':['" + "x".repeat(256) + "']").interest().keys()).hasSize(1);
    }

    @Test
    void anInterestThatIsNoneIsRefused() {
        for (String bad : List.of(
                "'keys':'a'",
                "'keys':[1]",
                "'keys':[null]",
                "'keys':[['a']]",
                "'keys':{'a':1}",
                "'keys':['']",
                "'patterns':['']",
                "'patterns':7",
                "'keys':['a\\n']",
                "'keys':['\\u0000']",
                "'keys':['\\ud800']",
                "'patterns':['" + "x".repeat(257) + "']",
                "'events':'all'",
                "'events':['entity']")) {
            refused(joining(bad), ErrorCode.BAD_MESSAGE);
        }
        refused(joining("'keys':" + names(1_001)), ErrorCode.TOO_LARGE);
        refused(joining("'keys':" + names(600) + ",'patterns':" + names(401)), ErrorCode.TOO_LARGE);
    }

    private static String patterns(String format, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(format, i))
                .collect(Collectors.joining("','", "'patterns':['", "']"));
    }

    @Test
    void noKeyIsTriedOnMoreThanAFewPatterns() {
        assertThat(join(patterns("*:%d", 32)).interest().patterns()).hasSize(32);
        refused(joining(patterns("*:%d", 33)), ErrorCode.TOO_LARGE);
        refused(joining(patterns("cart:*%d", 33)), ErrorCode.TOO_LARGE);
        assertThat(join(patterns("user:%d:*", 1_000)).interest().patterns()).hasSize(1_000);
        String nested = IntStream.rangeClosed(1, 32)
                .mapToObj(i -> "'" + "a".repeat(i) + "*'")
                .collect(Collectors.joining(",", "'patterns':[", ""));
        assertThat(join(nested + ",'b*']").interest().patterns()).hasSize(33);
        refused(joining(nested + ",'*']"), ErrorCode.TOO_LARGE);
    }
}
