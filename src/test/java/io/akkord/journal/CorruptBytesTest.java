package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.akkord.kind.Commit;
import io.akkord.ot.Operation;
import io.akkord.room.RoomEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptBytesTest {
    private static final RoomCodec CODEC = new RoomCodec();

    @ParameterizedTest
    @ValueSource(strings = {"room.edited.1-rich", "room.created.1-rich-text", "room.deleted.1"})
    void a_commit_cut_anywhere_is_corrupt(String name) {
        byte[] golden = Golden.bytes(name);
        for (int length = 0; length < golden.length; length++) {
            byte[] cut = Arrays.copyOf(golden, length);
            assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> open(name, cut));
            assertThat(CommitCodec.verify(-1, type(name), cut)).isFalse();
        }
    }

    @Test
    void a_commit_with_something_behind_it_is_corrupt() {
        byte[] golden = Golden.bytes("room.edited.1-rich");
        byte[] longer = Arrays.copyOf(golden, golden.length + 1);
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> open("room.edited.1-rich", longer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "room.edited.1-rich",
                "room.created.1-rich-text",
                "room.deleted.1",
                "room.json.created.1",
                "room.json.edited.1",
                "room.state.1-json",
                "room.state.1-rich-text",
                "room.state.1-deflated"
            })
    void changed_bytes_are_read_as_something_else_or_are_corrupt_and_nothing_worse(String name) {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = Golden.bytes(name).clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            if (name.contains("state")) {
                StateFrame.sign(type(name), changed);
            }
            try {
                open(name, changed);
            } catch (CorruptBytesException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void a_single_changed_bit_breaks_the_checksum() {
        byte[] golden = Golden.bytes("room.edited.1-rich");
        for (int bit = 0; bit < golden.length * 8; bit++) {
            byte[] changed = golden.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(CommitCodec.verify(-1, "room.edited.1", changed)).isFalse();
        }
        assertThat(CommitCodec.verify(-1, "room.edited.1", golden)).isTrue();
        assertThat(CommitCodec.verify(-2, "room.edited.1", golden)).isFalse();
        assertThat(CommitCodec.verify(-1, "room.created.1", golden)).isFalse();
    }

    @Test
    void a_single_changed_bit_of_a_state_is_noticed_without_knowing_its_kind() {
        byte[] golden = Golden.bytes("room.state.1-rich-text");
        for (int bit = 0; bit < golden.length * 8; bit++) {
            byte[] changed = golden.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(StateFrame.isIntact(4_711, "room.state.1", changed)).isFalse();
            assertThatExceptionOfType(CorruptBytesException.class)
                    .isThrownBy(() -> open("room.state.1-rich-text", changed));
        }
        for (int length = 0; length < golden.length; length++) {
            assertThat(StateFrame.isIntact(4_711, "room.state.1", Arrays.copyOf(golden, length)))
                    .isFalse();
        }
        assertThat(StateFrame.isIntact(4_711, "room.state.1", golden)).isTrue();
        assertThat(StateFrame.isIntact(4_712, "room.state.1", golden)).isFalse();
        assertThat(StateFrame.isIntact(4_711, "room.state.2", golden)).isFalse();
    }

    @Test
    void the_checksum_stands_for_the_whole_history() {
        Commit<RoomEvent> last = edit(3, "c");
        Stored<RoomEvent> whole = chain(edit(1, "a"), edit(2, "b"), last);
        assertThat(chain(edit(1, "A"), edit(2, "b"), last).commit().checksum())
                .isNotEqualTo(whole.commit().checksum());
        assertThat(chain(edit(2, "b"), last).commit().checksum())
                .isNotEqualTo(whole.commit().checksum());
    }

    @Test
    void bytes_of_another_version_are_corrupt() {
        byte[] golden = Golden.bytes("room.edited.1-rich");
        assertThat(CommitCodec.open(CODEC, 2, "room.edited.1", golden).version())
                .isEqualTo(2);
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> CommitCodec.open(CODEC, 3, "room.edited.1", golden));
    }

    @Test
    void unknown_names_and_forms_are_corrupt() {
        byte[] commit = Golden.bytes("room.edited.1-rich");
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> CommitCodec.open(CODEC, "room.edited.2", commit));
        commit[0] = 9;
        assertThatExceptionOfType(CorruptBytesException.class).isThrownBy(() -> open("room.edited.1-rich", commit));
        byte[] snapshot = Golden.bytes("room.state.1-rich-text");
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> StateFrame.open(CODEC, 1, "room.state.2", snapshot));
        snapshot[6] = 9;
        StateFrame.sign("room.state.1", snapshot);
        assertThatExceptionOfType(CorruptBytesException.class)
                .isThrownBy(() -> open("room.state.1-rich-text", snapshot));
    }

    private static Commit<RoomEvent> edit(long version, String text) {
        RoomEvent event = new RoomEvent.Edited(Operation.insert(0, text));
        return new Commit<>(version, "c", version, "u", "", 1, 1, 0, event);
    }

    @SafeVarargs
    private static Stored<RoomEvent> chain(Commit<RoomEvent>... commits) {
        Stored<RoomEvent> last = CommitCodec.seal(CODEC, commits[0], 0);
        for (Commit<RoomEvent> commit : List.of(commits).subList(1, commits.length)) {
            last = CommitCodec.seal(CODEC, commit, last.commit().checksum());
        }
        return last;
    }

    private static String type(String name) {
        return name.contains("-") ? name.substring(0, name.indexOf('-')) : name;
    }

    private static Object open(String name, byte[] bytes) {
        return name.contains("state")
                ? StateFrame.open(CODEC, 10, type(name), bytes)
                : CommitCodec.open(CODEC, type(name), bytes);
    }
}
