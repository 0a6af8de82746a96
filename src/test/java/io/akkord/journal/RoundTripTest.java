package io.akkord.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonLimits;
import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonText;
import io.akkord.json.json0.Json0Component;
import io.akkord.json.json0.Json0Operation;
import io.akkord.json.json0.Path;
import io.akkord.json.json0.RandomOperations;
import io.akkord.kind.ClientEntry;
import io.akkord.kind.Clients;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Attributes;
import io.akkord.ot.Document;
import io.akkord.ot.Embed;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationBuilder;
import io.akkord.room.RoomState;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written is read back the same, on seeded random data. */
class RoundTripTest {
    private static final RoomCodec CODEC = new RoomCodec();
    private static final String[] TEXTS = {
        "a", "é", "漢字", "🎉", "👩‍👩‍👧", "line\n", "\"quoted\\", "\u0001", "x".repeat(200)
    };
    private static final Attributes[] ATTRIBUTES = {
        Attributes.NONE, attributes("{\"bold\":true}"), attributes("{\"size\":1.50,\"a\":{\"b\":[null,\"🎉\"]}}")
    };
    private static final Embed[] EMBEDS = {
        new Embed("image", JsonText.parse("\"a.png\"", JsonLimits.DEFAULT)),
        new Embed("formula 🎉", JsonText.parse("{\"tex\":[1e400,-0]}", JsonLimits.DEFAULT))
    };

    private static Attributes attributes(String json) {
        return Attributes.of((JsonObject) JsonText.parse(json, JsonLimits.DEFAULT));
    }

    private static <T> T any(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static Operation operation(Random random, boolean document) {
        OperationBuilder operation = Operation.builder();
        for (int n = random.nextInt(12); n > 0; n--) {
            switch (random.nextInt(document ? 2 : 4)) {
                case 0 -> operation.insert(any(random, TEXTS), any(random, ATTRIBUTES));
                case 1 -> operation.insert(any(random, EMBEDS), any(random, ATTRIBUTES));
                case 2 -> operation.retain(1 + random.nextInt(1 << random.nextInt(20)), any(random, ATTRIBUTES));
                default -> operation.delete(1 + random.nextInt(1 << random.nextInt(20)));
            }
        }
        return operation.build();
    }

    @Test
    void operations_on_json() {
        for (int seed = 0; seed < 2_000; seed++) {
            RandomOperations random = new RandomOperations(new Random(seed));
            Json0Operation operation = random.operation(random.document(), 5);
            assertThat(again(operation)).describedAs("seed " + seed).isEqualTo(operation);
        }
    }

    /** Transforming splits and adds up what came in within limits. */
    @Test
    void operations_on_json_beyond_the_limits_for_what_comes_in() {
        Json0Component sum = new Json0Component.AddNumber(Path.of("n"), new JsonNumber("18e400"));
        Json0Operation many = new Json0Operation(Collections.nCopies(3_000, sum));
        assertThat(again(many)).isEqualTo(many);
    }

    private static Json0Operation again(Json0Operation operation) {
        ByteWriter out = new ByteWriter();
        Json0Codec.write(operation, out);
        ByteReader in = new ByteReader(out.toBytes());
        Json0Operation read = Json0Codec.read(in);
        assertThat(in.atEnd()).isTrue();
        return read;
    }

    @Test
    void operations() {
        for (int seed = 0; seed < 5_000; seed++) {
            Operation operation = operation(new Random(seed), false);
            ByteWriter out = new ByteWriter();
            OperationCodec.write(operation, out);
            ByteReader in = new ByteReader(out.toBytes());
            assertThat(OperationCodec.read(in)).as("seed %d", seed).isEqualTo(operation);
            assertThat(in.atEnd()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void documents_and_equal_ones_have_equal_bytes_however_they_came_about() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            Document document = Document.EMPTY;
            for (int i = 0; i < 10; i++) {
                document = document.apply(operation(random, true));
            }
            byte[] bytes = bytes(document);
            Document read = DocumentCodec.read(new ByteReader(bytes));
            assertThat(read).as("seed %d", seed).isEqualTo(document);
            assertThat(bytes(read)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    private static byte[] bytes(Document document) {
        ByteWriter out = new ByteWriter();
        DocumentCodec.write(document, out);
        return out.toBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 0, 1, 2})
    void no_surrogate_pair_is_torn_where_a_document_is_cut_into_pieces(int shift) {
        String text = "a".repeat(DocumentCodec.PIECE + shift) + "🎉".repeat(DocumentCodec.PIECE) + "z";
        Document document = Document.ofText(text);
        assertThat(DocumentCodec.read(new ByteReader(bytes(document))).text()).isEqualTo(text);
    }

    @Test
    void states_with_many_clients_of_few_users() {
        Random random = new Random(7);
        Map<String, ClientEntry> entries = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            entries.put(
                    "client-" + i,
                    new ClientEntry(
                            "user-" + random.nextInt(20),
                            1 + random.nextInt(1_000),
                            1 + random.nextInt(1_000_000),
                            1_767_225_600_000L - random.nextInt(1_000_000_000),
                            random.nextLong()));
        }
        ObjectState<RoomState> state = new ObjectState<>(
                1_000_000,
                new RoomState.Text(false, Document.ofText("text"), 0, 1),
                Clients.of(entries, 20_000, false),
                1_767_225_600_000L,
                -5,
                "origin");

        byte[] bytes = SnapshotCodec.seal(CODEC, state);

        assertThat(SnapshotCodec.open(CODEC, 20_000, RoomCodec.STATE, bytes)).isEqualTo(state);
        assertThat(bytes.length / entries.size()).isLessThan(30);
    }

    @Test
    void the_limit_of_clients_is_the_one_of_today() {
        ObjectState<RoomState> state = ObjectState.empty(RoomState.NOTHING, 10, "origin");
        assertThat(SnapshotCodec.open(CODEC, 77, RoomCodec.STATE, SnapshotCodec.seal(CODEC, state))
                        .clients()
                        .limit())
                .isEqualTo(77);
    }
}
