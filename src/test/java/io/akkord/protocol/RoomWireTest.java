package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import io.akkord.json.JsonValue;
import io.akkord.json.json0.Json0Form;
import io.akkord.json.json0.Json0Operation;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.Interest;
import io.akkord.kind.ObjectState;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoomWireTest {
    private static final Json0Operation JSON0 = Json0Form.read(JsonText.parse(
            "[{\"p\":[\"a\",0],\"li\":{\"é\":null},\"ld\":1.50},{\"o\":[{\"p\":2,\"i\":\"x\"}],\"t\":\"text0\",\"p\":[\"t\"]}]",
            JsonLimits.DEFAULT));

    private final RoomWire wire = new RoomWire();

    private String commit(RoomEvent event) {
        Commit<RoomEvent> commit = new Commit<>(7, "ann", 3, "Ann", "", 1_700_000_000_000L, 0, 0, event);
        return new String(wire.writeCommit(commit).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void commitsLookAsInTheProtocol() {
        String rest = "\"client\":\"ann\",\"seq\":3,\"user\":\"Ann\",\"timestamp\":\"2023-11-14T22:13:20.000Z\"}";
        assertThat(commit(new RoomEvent.Edited(Operation.delete(2, 3))))
                .isEqualTo("{\"version\":7,\"op\":[{\"retain\":2},{\"delete\":3}]," + rest);
        assertThat(commit(new RoomEvent.Created(RoomType.TEXT, Operation.insert(0, "é"))))
                .isEqualTo("{\"version\":7,\"op\":[{\"insert\":\"é\"}]," + rest);
        assertThat(commit(new RoomEvent.Deleted(4)))
                .isEqualTo("{\"version\":7,\"op\":[{\"delete\":4}],\"deleted\":true," + rest);
        assertThat(commit(new RoomEvent.Deleted(0))).isEqualTo("{\"version\":7,\"op\":[],\"deleted\":true," + rest);
    }

    @Test
    void commitsOfJsonAreWrittenAsJson0() {
        assertThat(commit(new RoomEvent.JsonEdited(JSON0)))
                .startsWith("{\"version\":7,\"op\":[{\"p\":[\"a\",0],\"ld\":1.50,\"li\":{\"é\":null}},"
                        + "{\"p\":[\"t\"],\"t\":\"text0\",\"o\":[{\"p\":2,\"i\":\"x\"}]}],\"client\"");
        assertThat(commit(new RoomEvent.JsonCreated(Json0Operation.EMPTY))).startsWith("{\"version\":7,\"op\":[],");
    }

    @Test
    void aSnapshotOfJsonHoldsTheDocument() throws IOException {
        JsonValue document = JsonText.parse("{\"b\":[1.0,\"x\"],\"a\":null}", JsonLimits.DEFAULT);
        assertThat(snapshot(new RoomState.Json(document, 0, 0), "json"))
                .isEqualTo("{\"content\":{\"b\":[1.0,\"x\"],\"a\":null}}");
        assertThat(snapshot(RoomState.NOTHING, "json")).isEqualTo("{\"content\":null}");
        assertThat(snapshot(RoomState.NOTHING, "text")).isEqualTo("{\"content\":[],\"text\":\"\"}");
    }

    @Test
    void aSnapshotHoldsContentAndText() throws IOException {
        assertThat(snapshot(Document.ofText("ab\n")))
                .isEqualTo("{\"content\":[{\"insert\":\"ab\\n\"}],\"text\":\"ab\\n\"}");
        assertThat(snapshot(Document.EMPTY)).isEqualTo("{\"content\":[],\"text\":\"\"}");
    }

    private String snapshot(Document document) throws IOException {
        return snapshot(new RoomState.Text(false, document, 0, 0), "text");
    }

    private String snapshot(RoomState room, String type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
            wire.writeSnapshot(new ObjectState<>(1, room, Clients.none(1), 0, 0, "o"), type, Interest.ALL, generator);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRoomIsATextUnlessSaidOtherwise() throws WireRefusal {
        assertThat(wire.joinType("")).isEqualTo("text");
        assertThat(wire.joinType("rich-text")).isEqualTo("rich-text");
        assertThat(wire.joinType("json")).isEqualTo("json");
        assertThatThrownBy(() -> wire.joinType("drawing")).isInstanceOf(WireRefusal.class);
    }

    @Test
    void theContentOfASubmissionDoesNotDependOnHowTheRoomWasJoined() {
        Operation operation = Operation.insert(2, "x");
        assertThat(wire.content(new RoomCommand.Edit(RoomType.TEXT, operation)))
                .isEqualTo(wire.content(new RoomCommand.Edit(RoomType.RICH_TEXT, operation)));
        assertThat(wire.content(new RoomCommand.EditJson(RoomType.TEXT, JSON0)))
                .isEqualTo(wire.content(new RoomCommand.EditJson(RoomType.JSON, JSON0)));
        assertThat(wire.content(new RoomCommand.EditJson(RoomType.JSON, Json0Operation.EMPTY)))
                .isEqualTo(wire.content(new RoomCommand.Edit(RoomType.TEXT, Operation.EMPTY)));
    }

    /** The digest is stored with commits and compared with that of resends for as long as they are kept. */
    @Test
    void theDigestNeverChanges() {
        byte[] content = wire.content(new RoomCommand.Edit(RoomType.TEXT, Operation.insert(2, "x")));
        assertThat(ContentHash.of(content, 7, "")).isEqualTo(-4304691225334204843L);
        assertThat(ContentHash.of(wire.content(new RoomCommand.EditJson(RoomType.JSON, JSON0)), 7, ""))
                .isEqualTo(5589642221578005094L);
        assertThat(ContentHash.of(content, 7, "merge")).isNotEqualTo(ContentHash.of(content, 7, ""));
    }
}
