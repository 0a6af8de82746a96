package io.akkord.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonFault;
import io.akkord.kind.ObjectId;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.room.RoomCommand;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Values beyond the limits of depth, names and digits spoil the one message they stand in, and nothing else. */
class FrameLimitsTest {
    private static final ObjectId PLAN = ObjectId.of("rooms", "plan");
    private static final ObjectId SHOP = ObjectId.of("namespaces", "shop");
    private static final String GOOD =
            "{'type':'OP','object':'rooms/plan','payload':{'op':[{'p':['ä'],'oi':'ü'}]},'meta':{'version':4,'seq':2}}";

    private final FrameReader reader = new FrameReader(List.of(new RoomWire(), new NamespaceWire()), 1 << 20);

    private List<Inbound> read(String frame) {
        return reader.read(frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "-", id -> {
            if (id.equals(PLAN)) {
                return Optional.of("json");
            }
            return id.equals(SHOP) ? Optional.of("") : Optional.empty();
        });
    }

    /** What is read of a message among good ones, which must be what they are elsewhere. */
    private Inbound among(String message) {
        List<Inbound> all = read("[" + GOOD + "," + message + "," + GOOD + "]");
        assertThat(all).hasSize(3);
        assertThat(all.get(0)).isEqualTo(all.get(2)).isEqualTo(read(GOOD).get(0));
        assertThat(read(message)).hasSize(1);
        return all.get(1);
    }

    /** A submission, with its fields in both orders that matter. */
    private static List<String> submissions(String type, String object, String payload) {
        String named = "'type':'" + type + "','object':'" + object + "'";
        String meta = "'meta':{'version':4,'seq':3}";
        return List.of(
                "{" + named + ",'payload':" + payload + "," + meta + "}",
                "{" + meta + ",'payload':" + payload + "," + named + "}");
    }

    private static List<String> operations(String op) {
        return submissions("OP", "rooms/plan", "{'op':" + op + "}");
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    /** Values that are beyond a limit, by what is said of them. */
    private static Map<String, JsonFault.Reason> beyond() {
        Map<String, JsonFault.Reason> values = new LinkedHashMap<>();
        values.put(nested(100), JsonFault.Reason.TOO_DEEP);
        values.put("{'a':".repeat(900) + "1" + "}".repeat(900), JsonFault.Reason.TOO_DEEP);
        values.put("{'" + "n".repeat(257) + "':1}", JsonFault.Reason.NAME_TOO_LONG);
        values.put("[{'" + "é".repeat(300_000) + "':{'x':[]}}]", JsonFault.Reason.NAME_TOO_LONG);
        values.put("1".repeat(101), JsonFault.Reason.NUMBER_TOO_LONG);
        values.put("[-1." + "5".repeat(300_000) + "e7]", JsonFault.Reason.NUMBER_TOO_LONG);
        return values;
    }

    @Test
    void anOperationOnJsonIsRefusedByItsRoom() {
        beyond().forEach((value, reason) -> {
            for (String op : List.of(
                    "[{'p':['a'],'oi':" + value + "}]",
                    "[{'p':['a'],'na':1},{'p':['b'],'od':" + value + ",'oi':1},{'p':['a'],'na':1}]")) {
                for (String message : operations(op)) {
                    Inbound.Submit<?> submit = (Inbound.Submit<?>) among(message);
                    assertThat(submit.id()).isEqualTo(PLAN);
                    assertThat(submit.seq()).isEqualTo(3);
                    assertThat(submit.command()).isEqualTo(new RoomCommand.Malformed(reason.sentence()));
                }
            }
        });
    }

    @Test
    void anOperationOnRichTextIsRefusedByItsRoom() {
        beyond().forEach((value, reason) -> {
            for (String op : List.of(
                    "[{'insert':'x','attributes':{'a':" + value + "}}]",
                    "[{'retain':1},{'insert':{'image':" + value + "}},{'delete':1}]")) {
                for (String message : operations(op)) {
                    Inbound.Submit<?> submit = (Inbound.Submit<?>) among(message);
                    assertThat(submit.seq()).isEqualTo(3);
                    assertThat(submit.command()).isEqualTo(new RoomCommand.Malformed(reason.sentence()));
                }
            }
        });
    }

    @Test
    void aChangeOfANamespaceIsRefusedWithItsObjectAndSeq() {
        beyond().forEach((value, reason) -> {
            for (String change : List.of(
                    "{'op':'set','key':'a','value':" + value + "}",
                    "{'op':'patch','key':'a','patch':[{'op':'add','path':'/x','value':" + value + "}]}",
                    "{'op':'register','mfe':{'id':'m','framework':'f','version':'1','metadata':" + value + "}}")) {
                String payload = "{'changes':[" + change + "],'source':'s'}";
                for (String message : submissions("STATE_PATCH", "namespaces/shop", payload)) {
                    assertThat(among(message))
                            .isEqualTo(new Inbound.Refused(
                                    Optional.of(SHOP), OptionalLong.of(3), ErrorCode.INVALID_OP, reason.sentence()));
                }
            }
        });
    }

    @Test
    void dataForOthersIsRefusedWithItsObject() {
        beyond().forEach((value, reason) -> {
            for (String type : List.of("PRESENCE", "BROADCAST")) {
                Inbound message =
                        among("{'payload':{'data':" + value + "},'object':'rooms/plan','type':'" + type + "'}");
                assertThat(message)
                        .isEqualTo(new Inbound.Refused(
                                Optional.of(PLAN), OptionalLong.empty(), ErrorCode.BAD_MESSAGE, reason.sentence()));
            }
        });
    }

    @Test
    void whatIsWithinTheLimitsIsTakenHoweverDeepItStandsInTheFrame() {
        String deep = nested(64);
        for (String message : operations("[{'p':['a'],'oi':" + deep + "}]")) {
            assertThat(((Inbound.Submit<?>) among(message)).command()).isInstanceOf(RoomCommand.EditJson.class);
        }
        String payload =
                "{'changes':[{'op':'patch','key':'a','patch':[{'op':'add','path':'/x','value':" + deep + "}]}]}";
        for (String message : submissions("STATE_PATCH", "namespaces/shop", payload)) {
            assertThat(((Inbound.Submit<?>) among(message)).command()).isInstanceOf(NamespaceCommand.Change.class);
        }
        Inbound.Presence presence =
                (Inbound.Presence) among("{'type':'PRESENCE','object':'rooms/plan','payload':{'data': " + deep + " }}");
        assertThat(new String(presence.data(), StandardCharsets.UTF_8)).isEqualTo(deep);
    }

    @Test
    void aTextNestsNoDeeperThanItsReadersTake() {
        for (String message : operations("[{'insert':{'image':" + nested(61) + "}}]")) {
            assertThat(((Inbound.Submit<?>) among(message)).command()).isInstanceOf(RoomCommand.Edit.class);
        }
        for (String message : operations("[{'insert':{'image':" + nested(62) + "}}]")) {
            assertThat(((Inbound.Submit<?>) among(message)).command())
                    .isEqualTo(new RoomCommand.Malformed(JsonFault.Reason.TOO_DEEP.sentence()));
        }
    }

    @Test
    void whoHasNotJoinedIsToldSo() {
        for (String value : List.of(nested(64), nested(300), "1".repeat(101))) {
            Inbound message = among("{'type':'OP','object':'rooms/other','payload':{'op':[{'p':['a'],'oi':" + value
                    + "}]},'meta':{'version':0,'seq':1}}");
            assertThat(((Inbound.Refused) message).code()).isEqualTo(ErrorCode.NOT_JOINED);
        }
    }

    @Test
    void fieldsThatNobodyKnowsKeepToTheLimitsToo() {
        String name = "n".repeat(3_000);
        for (String message : List.of(
                "{'" + name + "':1,'type':'LEAVE','object':'rooms/plan'}",
                "{'type':'LEAVE','payload':{'" + name + "':1},'object':'rooms/plan'}",
                "{'type':'LEAVE','object':'rooms/plan','meta':{'x':" + nested(70) + "}}",
                "{'type':'LEAVE','object':'rooms/plan','meta':{'seq':" + "9".repeat(5_000) + "}}")) {
            Inbound.Refused refused = (Inbound.Refused) among(message);
            assertThat(refused.id()).contains(PLAN);
            assertThat(refused.code()).isEqualTo(ErrorCode.BAD_MESSAGE);
        }
    }

    @Test
    void whatIsNoJsonIsStillRefusedWhole() {
        for (String broken : List.of(
                nested(100) + "]",
                nested(100) + "," + "[".repeat(70),
                nested(1_100),
                "[".repeat(100_000),
                "{'" + "n".repeat(257) + "':1,'" + "n".repeat(257) + "':2}",
                "1".repeat(200) + "x")) {
            List<Inbound> all =
                    read("[" + GOOD + ",{'type':'PRESENCE','object':'rooms/plan','payload':{'data':" + broken + "}}]");
            assertThat(all).hasSize(1);
            assertThat(((Inbound.Refused) all.get(0)).code()).isEqualTo(ErrorCode.BAD_MESSAGE);
            assertThat(((Inbound.Refused) all.get(0)).id()).isEmpty();
        }
    }

    @Test
    void badTextInJsonIsRefusedByTheRoom() {
        Inbound.Submit<?> submit = (Inbound.Submit<?>)
                among(operations("[{'p':['a'],'oi':'\\ud800'}]").get(0));
        assertThat(submit.command()).isEqualTo(new RoomCommand.Malformed(JsonFault.Reason.BAD_TEXT.sentence()));
    }
}
