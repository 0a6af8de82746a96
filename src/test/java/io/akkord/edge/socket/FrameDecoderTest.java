package io.akkord.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.edge.RawSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final int LIMIT = 1000;
    private static final int FRAGMENTS = 4;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] frame(int first, String payload) {
        return RawSocket.frame(first, utf8(payload));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** What is reported when the bytes come in pieces of these sizes; up to the first error. */
    private static List<String> read(byte[] bytes, Random sizes, int most) {
        FrameDecoder reader = new FrameDecoder(LIMIT, FRAGMENTS);
        List<String> events = new ArrayList<>();
        int at = 0;
        while (true) {
            FrameDecoder.Event event = reader.next();
            switch (event) {
                case MORE -> {
                    if (at == bytes.length) {
                        return events;
                    }
                    int size = Math.min(bytes.length - at, 1 + sizes.nextInt(most));
                    reader.feed(Arrays.copyOfRange(bytes, at, at + size));
                    at += size;
                }
                case TEXT, PING, PONG, CLOSE ->
                    events.add(event + " " + new String(reader.payload(), StandardCharsets.UTF_8));
                case BINARY -> events.add("BINARY");
                default -> {
                    events.add(event.name());
                    return events;
                }
            }
        }
    }

    private static List<String> readWhole(byte[] bytes) {
        return read(
                bytes,
                new Random(1) {
                    @Override
                    public int nextInt(int bound) {
                        return bound - 1;
                    }
                },
                Integer.MAX_VALUE);
    }

    @Test
    void the_same_is_read_whatever_the_pieces() {
        byte[] bytes = join(
                frame(0x81, "one"),
                frame(0x01, "t"),
                frame(0x89, "in between"),
                frame(0x00, "w"),
                frame(0x80, "o"),
                frame(0x8A, ""),
                frame(0x82, "binary"),
                frame(0x81, ""),
                frame(0x81, "x".repeat(300)),
                frame(0x02, "bin"),
                frame(0x80, "ary"),
                frame(0x88, "bye"));
        List<String> expected = List.of(
                "TEXT one",
                "PING in between",
                "TEXT two",
                "PONG ",
                "BINARY",
                "TEXT ",
                "TEXT " + "x".repeat(300),
                "BINARY",
                "CLOSE bye");
        assertThat(readWhole(bytes)).isEqualTo(expected);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            assertThat(read(bytes, random, 1 + random.nextInt(40)))
                    .describedAs("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_message_may_be_as_large_as_the_limit_and_no_larger() {
        assertThat(readWhole(frame(0x81, "x".repeat(LIMIT)))).containsExactly("TEXT " + "x".repeat(LIMIT));
        assertThat(readWhole(frame(0x81, "x".repeat(LIMIT + 1)))).containsExactly("TOO_LARGE");
        assertThat(readWhole(join(frame(0x01, "x".repeat(LIMIT)), frame(0x80, "x"))))
                .containsExactly("TOO_LARGE");
        assertThat(readWhole(frame(0x82, "x".repeat(LIMIT + 1)))).containsExactly("TOO_LARGE");
    }

    @Test
    void a_frame_is_too_large_as_soon_as_it_says_so() {
        byte[] header = join(RawSocket.header(0x81, 0x80, Long.MAX_VALUE), new byte[4]);
        assertThat(readWhole(header)).containsExactly("TOO_LARGE");
    }

    @Test
    void fragments_without_end_are_refused() {
        byte[] empty = frame(0x00, "");
        assertThat(readWhole(join(frame(0x01, ""), empty, empty, frame(0x80, "end"))))
                .containsExactly("TEXT end");
        assertThat(readWhole(join(frame(0x01, ""), empty, empty, empty, empty))).containsExactly("TOO_MANY_FRAGMENTS");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x87, 0x8B, 0x8F, 0x80, 0x00, 0x08, 0x09, 0x0A})
    void reserved_bits_and_opcodes_and_frames_out_of_place_are_violations(int first) {
        assertThat(readWhole(frame(first, "x"))).containsExactly("VIOLATION");
    }

    @Test
    void a_new_message_inside_another_is_a_violation() {
        assertThat(readWhole(join(frame(0x01, "a"), frame(0x81, "b")))).containsExactly("VIOLATION");
        assertThat(readWhole(join(frame(0x01, "a"), frame(0x02, "b")))).containsExactly("VIOLATION");
    }

    @Test
    void unmasked_frames_long_control_frames_and_lengths_over_63_bits_are_violations() {
        assertThat(readWhole(new byte[] {(byte) 0x81, 0})).containsExactly("VIOLATION");
        assertThat(readWhole(frame(0x89, "x".repeat(126)))).containsExactly("VIOLATION");
        byte[] negative = {(byte) 0x81, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
        assertThat(readWhole(negative)).containsExactly("VIOLATION");
    }

    @Test
    void a_reader_that_skips_messages_still_sees_control_frames() {
        FrameDecoder reader = new FrameDecoder(LIMIT, FRAGMENTS);
        reader.feed(join(frame(0x81, "x".repeat(5000)), frame(0x01, "more"), frame(0x80, ""), frame(0x88, "end")));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.TOO_LARGE);
        reader.skipMessages();
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.CLOSE);
        assertThat(reader.payload()).isEqualTo(utf8("end"));
    }

    @Test
    void a_message_that_gets_large_waits_to_be_allowed_and_loses_nothing() {
        int whole = FrameDecoder.SMALL + 1;
        FrameDecoder reader = new FrameDecoder(2 * whole, FRAGMENTS);
        String text = "0123456789".repeat(whole / 10 + 1).substring(0, whole);
        reader.feed(join(
                frame(0x01, text.substring(0, whole - 1)), frame(0x80, text.substring(whole - 1)), frame(0x89, "")));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.LARGE);
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.LARGE);
        assertThat(reader.isInsideMessage()).isTrue();
        reader.allowLarge();
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.TEXT);
        assertThat(reader.payload()).isEqualTo(utf8(text));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.PING);
        reader.feed(frame(0x81, text.substring(1)));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.TEXT);
        reader.feed(frame(0x82, text));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.BINARY);
        reader.feed(frame(0x81, text));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.LARGE);
        reader.skipMessages();
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.MORE);
    }

    @Test
    void it_knows_whether_it_is_inside_a_message() {
        FrameDecoder reader = new FrameDecoder(LIMIT, FRAGMENTS);
        assertThat(reader.isInsideMessage()).isFalse();
        reader.feed(new byte[] {(byte) 0x81});
        reader.next();
        assertThat(reader.isInsideMessage()).isTrue();
        byte[] rest = frame(0x81, "abc");
        reader.feed(Arrays.copyOfRange(rest, 1, rest.length));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.TEXT);
        assertThat(reader.isInsideMessage()).isFalse();
        reader.feed(frame(0x01, "a"));
        assertThat(reader.next()).isEqualTo(FrameDecoder.Event.MORE);
        assertThat(reader.isInsideMessage()).isTrue();
    }
}
