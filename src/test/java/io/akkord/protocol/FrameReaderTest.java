package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.ObjectId;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What clients send, well-formed in every order of fields, and ill-formed in every way we know. */
class FrameReaderTest {
    private static final ObjectId NOTES = ObjectId.of("rooms", "notes");
    private static final int LIMIT = 1 << 20;
    private final FrameReader reader = new FrameReader(List.of(new RoomWire()), LIMIT);

    private List<Inbound> read(byte[] frame) {
        return reader.read(frame, "-", id -> id.equals(NOTES) ? Optional.of("text") : Optional.empty());
    }

    private List<Inbound> read(String frame) {
        return read(frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private Inbound one(String frame) {
        List<Inbound> all = read(frame);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Inbound.Refused refused(String frame, ErrorCode code) {
        Inbound message = one(frame);
        assertThat(message).isInstanceOf(Inbound.Refused.class);
        Inbound.Refused refused = (Inbound.Refused) message;
        assertThat(refused.code()).isEqualTo(code);
        return refused;
    }

    @Test
    void anOpIsReadInEveryOrderOfItsFields() {
        List<String> fields = List.of(
                "'type':'OP'",
                "'object':'rooms/notes'",
                "'payload':{'op':[{'retain':2},{'insert':'x'}]}",
                "'meta':{'version':4,'seq':2}");
        for (List<String> order : permutations(fields)) {
            Inbound.Submit<?> submit = (Inbound.Submit<?>) one("{" + String.join(",", order) + "}");
            assertThat(submit.id()).isEqualTo(NOTES);
            assertThat(submit.base()).isEqualTo(4);
            assertThat(submit.seq()).isEqualTo(2);
            assertThat(submit.command()).isEqualTo(new RoomCommand.Edit(RoomType.TEXT, Operation.insert(2, "x")));
        }
    }

    private static List<List<String>> permutations(List<String> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : of) {
            List<String> rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<String> next : permutations(rest)) {
                List<String> one = new ArrayList<>(List.of(first));
                one.addAll(next);
                all.add(one);
            }
        }
        return all;
    }

    @Test
    void everyMessageIsReadWhereverItsPayloadStands() {
        Map<String, Inbound> messages = new LinkedHashMap<>();
        messages.put(
                "'type':'HELLO'|'payload':{'client':'ann','token':'t','protocol':1}",
                new Inbound.Hello(Optional.of("ann"), Optional.of("t")));
        messages.put("'type':'HELLO'|'payload':{'protocol':1}", new Inbound.Hello(Optional.empty(), Optional.empty()));
        messages.put("'type':'LEAVE'|'object':'rooms/notes'", new Inbound.Leave(NOTES));
        messages.put(
                "'type':'SYNC_REQUEST'|'object':'rooms/notes'|'payload':{'since':3}",
                new Inbound.Sync(NOTES, 3, false));
        messages.put(
                "'type':'SYNC_REQUEST'|'object':'rooms/notes'|'payload':{'snapshot':true}",
                new Inbound.Sync(NOTES, Inbound.NOTHING, true));
        messages.forEach((text, expected) -> permutations(List.of(text.split("\\|")))
                .forEach(order ->
                        assertThat(one("{" + String.join(",", order) + "}")).isEqualTo(expected)));
    }

    @Test
    void dataIsKeptAsItWasSpelledWhereverItStands() {
        for (String data : List.of("1", "-1.50e2", "'a\\n\\u00e9é'", "null", "{'a':[1, {}]}", "[]", "true")) {
            for (String frame : List.of(
                    "{'type':'BROADCAST','object':'rooms/notes','payload':{'x':0,'data':%s,'y':[1]}}",
                    " { 'payload' : {'data': %s } ,'object':'rooms/notes','type':'BROADCAST'}")) {
                Inbound.Broadcast broadcast = (Inbound.Broadcast) one(String.format(frame, data));
                assertThat(new String(broadcast.data(), StandardCharsets.UTF_8)).isEqualTo(data.replace('\'', '"'));
            }
            Inbound.Ping ping = (Inbound.Ping) one("{'type':'PING','payload': " + data + " }");
            assertThat(new String(ping.payload(), StandardCharsets.UTF_8)).isEqualTo(data.replace('\'', '"'));
        }
    }

    @Test
    void aJoinTellsHowItsObjectIsReadInTheSameFrame() {
        List<Inbound> messages = read("[{'type':'JOIN','object':'rooms/other','payload':{'type':'rich-text'}},"
                + "{'type':'OP','object':'rooms/other','payload':{'op':[{'insert':'x','attributes':{'b':true}}]},"
                + "'meta':{'version':0,'seq':1}}]");
        Inbound.Join join = (Inbound.Join) messages.get(0);
        assertThat(join.requestedType()).isEqualTo("rich-text");
        RoomCommand.Edit edit = (RoomCommand.Edit) ((Inbound.Submit<?>) messages.get(1)).command();
        assertThat(edit.type()).isEqualTo(RoomType.RICH_TEXT);
    }

    @Test
    void aJoinHasDefaults() {
        Inbound.Join join = (Inbound.Join) one("{'type':'JOIN','object':'rooms/notes'}");
        assertThat(join.since()).isEqualTo(Inbound.NOTHING);
        assertThat(join.snapshot()).isFalse();
        assertThat(join.type()).isEqualTo("text");
        assertThat(join.requestedType()).isEmpty();
        assertThat(join.presence()).isEmpty();
        Inbound.Join nulls = (Inbound.Join)
                one("{'type':'JOIN','object':'rooms/notes','payload':{'since':null,'origin':null,'presence':null}}");
        assertThat(nulls.since()).isEqualTo(Inbound.NOTHING);
        assertThat(nulls.presence()).isEmpty();
    }

    @Test
    void theSimpleFormIsAnOperation() {
        Inbound.Submit<?> submit = (Inbound.Submit<?>) one(
                "{'type':'OP','object':'rooms/notes','payload':{'op':{'type':'insert','position':3,'content':'abc'}},"
                        + "'meta':{'version':0,'seq':1}}");
        assertThat(((RoomCommand.Edit) submit.command()).operation()).isEqualTo(Operation.insert(3, "abc"));
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(
                        one(
                                "{'x':{'y':[1,{'z':null}]},'type':'LEAVE','object':'rooms/notes','meta':{'a':[[]]},'payload':{'b':{}}}"))
                .isEqualTo(new Inbound.Leave(NOTES));
    }

    @Test
    void eachMessageOfAFrameIsRefusedOnItsOwn() {
        List<Inbound> messages = read("[{'type':'LEAVE','object':'rooms/notes'},7,[[8]],{'type':'WHAT'},"
                + "{'type':'OP','object':'rooms/notes','payload':{'op':[{'retain':1},{'insert':'','x':[{}]},4],'z':[1]},'meta':{'version':0,'seq':3}},"
                + "{'type':'OP','object':'rooms/notes','payload':{'op':[{'insert':'\\ud800'}]},'meta':{'version':0,'seq':3}},"
                + "{'type':'LEAVE','object':'rooms/notes'}]");
        assertThat(messages).hasSize(7);
        assertThat(messages.get(0)).isEqualTo(messages.get(6)).isEqualTo(new Inbound.Leave(NOTES));
        assertThat(messages.subList(1, 4)).allMatch(m -> m instanceof Inbound.Refused);
        for (Inbound message : messages.subList(4, 6)) {
            assertThat(message).isInstanceOfSatisfying(Inbound.Submit.class, malformed -> {
                assertThat(malformed.seq()).isEqualTo(3);
                assertThat(malformed.command()).isInstanceOf(RoomCommand.Malformed.class);
            });
        }
    }

    @Test
    void anEmptyFrameOfMessagesHoldsNone() {
        assertThat(read("[]")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> malformedMessagesAreOneBadMessageEach() {
        return Stream.of(
                        "",
                        " ",
                        "nonsense",
                        "5",
                        "'text'",
                        "null",
                        "{}",
                        "{'type':5}",
                        "{'type':null}",
                        "{'type':['OP']}",
                        "{'type':'WHAT'}",
                        "{'type':'WELCOME'}",
                        "{'type':'ACK','object':'rooms/notes'}",
                        "{'type':'join','object':'rooms/notes'}",
                        "{'type':'HELLO'}",
                        "{'type':'HELLO','payload':{}}",
                        "{'type':'HELLO','payload':[]}",
                        "{'type':'HELLO','payload':{'protocol':'1'}}",
                        "{'type':'HELLO','payload':{'protocol':1.0}}",
                        "{'type':'HELLO','payload':{'protocol':1,'client':7}}",
                        "{'type':'HELLO','payload':{'protocol':1,'token':{}}}",
                        "{'type':'JOIN'}",
                        "{'type':'JOIN','object':7}",
                        "{'type':'JOIN','object':'rooms/notes','payload':7}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'since':'3'}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'since':-1}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'since':1.5}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'since':1e3}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'since':9007199254740993}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'since':99999999999999999999999}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'snapshot':1}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'origin':1}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'type':[]}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'type':'drawing'}}",
                        "{'type':'JOIN','object':'rooms/notes','meta':7}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'keys':['a']}}",
                        "{'type':'JOIN','object':'rooms/notes','payload':{'events':'entity'}}",
                        "{'type':'SYNC_REQUEST','object':'rooms/notes'}",
                        "{'type':'PRESENCE','object':'rooms/notes','payload':{}}",
                        "{'type':'BROADCAST','object':'rooms/notes'}",
                        "{'type':'LEAVE'}",
                        "{'type':'OP','object':'rooms/notes','payload':{'op':[]}}",
                        "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0}}",
                        "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'seq':1}}",
                        "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0,'seq':0}}",
                        "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':-1,'seq':1}}",
                        "{'type':'OP','object':'rooms/notes','payload':{'op':[]},'meta':{'version':0,'seq':'1'}}",
                        "{'type':'OP','object':'rooms/notes','payload':{},'meta':{'version':0,'seq':1}}",
                        "{'type':'OP','object':'rooms/notes','meta':{'version':0,'seq':1}}",
                        "{'type':'OP','object':'rooms/notes','payload':[],'meta':{'version':0,'seq':1}}",
                        "{'type':'PING'} {'type':'PING'}",
                        "{'type':'PING'}]",
                        "[{'type':'PING'}",
                        "[{'type':'PING'},]",
                        "{'type':'PING',}",
                        "{'type':'PING','type':'PING'}",
                        "{'type':'PING','payload':{'a':1,'b':2,'a':3}}",
                        "{'type':'PING','payload':NaN}",
                        "{'type':'PING','payload':01}",
                        "{'type':'PING','payload':'\\x'}",
                        "{'type':'PING','payload':'\t'}",
                        "{'type':'PING','payload':'\\ud800'}",
                        "{'type':'PING','payload':'\\udc00\\ud800'}",
                        "{'type':'PING','payload':['\\u0000']}",
                        "{'type':'PING','payload':{'\\u0000':1}}",
                        "{'type':'PING','\\ud800':1}",
                        "{'type':'PING','payload':" + "[".repeat(100_000),
                        "{'type':'PING','payload':" + "[".repeat(70) + "]".repeat(70) + "}",
                        "{'type':'PING','payload':" + "{'a':".repeat(100_000),
                        "[".repeat(100_000),
                        "{'type':'PING','payload':" + "9".repeat(900_000) + "}",
                        "{'type':'PING','payload':0." + "9".repeat(101) + "}",
                        "{'type':'PING','payload':1e" + "9".repeat(101) + "}",
                        "{'type':'PING','" + "n".repeat(1100) + "':1}",
                        "// comment\n{'type':'PING'}")
                .map(frame -> DynamicTest.dynamicTest(
                        "«" + (frame.length() > 60 ? frame.substring(0, 60) + "…" : frame) + "»",
                        () -> refused(frame, ErrorCode.BAD_MESSAGE)));
    }

    @TestFactory
    Stream<DynamicTest> malformedObjectNamesAreRefused() {
        return Stream.of(
                        "",
                        "/",
                        "rooms",
                        "rooms/",
                        "/notes",
                        "rooms/.",
                        "rooms/..",
                        "rooms/.hidden",
                        "rooms/a/b",
                        "rooms//a",
                        "rooms/../x",
                        "rooms/a b",
                        "rooms/a%2fb",
                        "rooms/ä",
                        "rooms/a\\u0001",
                        "rooms/a\\n",
                        "rooms/a|b",
                        "rooms/" + "x".repeat(129),
                        "rooms/" + "x".repeat(10_000),
                        "houses/x",
                        "Rooms/x",
                        " rooms/x")
                .map(name -> DynamicTest.dynamicTest(
                        name.length() > 40 ? name.length() + " characters" : "«" + name + "»", () -> {
                            Inbound.Refused refused =
                                    refused("{'type':'JOIN','object':'" + name + "'}", ErrorCode.BAD_MESSAGE);
                            assertThat(refused.id()).isEmpty();
                            refused(
                                    "{'payload':{'op':[]},'type':'OP','object':'" + name
                                            + "','meta':{'version':0,'seq':1}}",
                                    ErrorCode.BAD_MESSAGE);
                        }));
    }

    @Test
    void theLongestObjectNameIsLegal() {
        String name = "x".repeat(128);
        assertThat(one("{'type':'LEAVE','object':'rooms/" + name + "'}"))
                .isEqualTo(new Inbound.Leave(ObjectId.of("rooms", name)));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        int[][] bad = {{0xFF}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xC3}, {0xE2, 0x82}, {0x80}
        };
        for (int[] bytes : bad) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes("{\"type\":\"PING\",\"payload\":\"".getBytes(StandardCharsets.UTF_8));
            for (int b : bytes) {
                frame.write(b);
            }
            frame.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(read(frame.toByteArray()))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Inbound.Refused.class, r -> assertThat(r.code()).isEqualTo(ErrorCode.BAD_MESSAGE));
        }
    }

    @Test
    void aFrameOverTheLimitIsTooLarge() {
        refused("'" + "x".repeat(LIMIT) + "'", ErrorCode.TOO_LARGE);
    }

    /** The object refuses it, after the checks of seq and base; text that is no text is refused before. */
    private void invalid(String frame) {
        Inbound message = one(frame);
        if (message instanceof Inbound.Submit<?> submit) {
            assertThat(submit.command()).as(frame).isInstanceOf(RoomCommand.Malformed.class);
        } else {
            refused(frame, ErrorCode.INVALID_OP);
        }
    }

    @Test
    void operationsThatAreNotCanonicalAreInvalid() {
        for (String op : List.of(
                "[{'retain':0}]",
                "[{'retain':1}]",
                "[{'insert':''}]",
                "[{'delete':1},{'insert':'x'}]",
                "[{'insert':'a'},{'insert':'b'}]",
                "[{'retain':-1},{'insert':'b'}]",
                "[{'retain':1.5},{'insert':'b'}]",
                "[{'retain':99999999999},{'insert':'b'}]",
                "[{'insert':'\\u0000'}]",
                "[{'insert':'\\udc00'}]",
                "'text'",
                "7",
                "{}")) {
            invalid("{'type':'OP','object':'rooms/notes','payload':{'op':" + op + "},'meta':{'version':0,'seq':1}}");
            invalid("{'payload':{'op':" + op + "},'meta':{'version':0,'seq':1},'type':'OP','object':'rooms/notes'}");
        }
    }

    @Test
    void whatChangesNamespacesDoesNotFitARoom() {
        for (String type : List.of("STATE_PATCH", "CONFLICT_RESOLUTION")) {
            refused(
                    "{'type':'" + type + "','object':'rooms/notes','payload':{'changes':[]},'meta':{'seq':1}}",
                    ErrorCode.INVALID_OP);
        }
    }

    @Test
    void operationsOnWhatIsNotJoinedAreNotRead() {
        refused(
                "{'type':'OP','object':'rooms/other','payload':{'op':'anything'},'meta':{'version':0,'seq':1}}",
                ErrorCode.NOT_JOINED);
    }

    @Test
    void noSentenceRepeatsTheInput() {
        String marker = "MARKER";
        for (String frame : List.of(
                "{'type':'MARKER'}",
                "{'type':'JOIN','object':'MARKER'}",
                "{'type':'JOIN','object':'rooms/notes','payload':{'type':'MARKER'}}",
                "{'MARKER':1,'MARKER':2}",
                "{'type':'HELLO','payload':{'client':'MARKER!','protocol':1}}",
                "MARKER")) {
            assertThat(((Inbound.Refused) one(frame)).sentence()).doesNotContain(marker);
        }
    }
}
