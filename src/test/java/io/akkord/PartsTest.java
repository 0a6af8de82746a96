package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.akkord.kind.Interest;
import io.akkord.kind.KeyPattern;
import io.akkord.scores.ScoreWire;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of an object with keys, followed over real sockets: what a client knows is the server's state cut to what it asked for. */
class PartsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE = 60;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private Akkord akkord;

    @BeforeEach
    void start() {
        akkord = Akkord.start(
                ConfigFactory.parseString("akkord { data-dir = \"" + directory + "\"\n"
                        + "http { port = 0, host = \"127.0.0.1\" }\n"
                        // Small, so that most of those who come back are given the past from the journal and in pieces.
                        + "object { window = 20 }, session { catch-up-bytes = 1 KiB } }"),
                List.of(ScoreWire.boards()));
    }

    @AfterEach
    void stop() {
        akkord.close();
    }

    /** One socket. */
    private final class Line implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        Line(String client) throws Exception {
            socket = HTTP.newWebSocketBuilder()
                    .subprotocols("akkord.v1")
                    .buildAsync(URI.create("ws://127.0.0.1:" + akkord.port() + "/v1/ws"), this)
                    .get(PATIENCE, TimeUnit.SECONDS);
            say("{'type':'HELLO','payload':{'client':'" + client + "','protocol':1}}");
        }

        void say(String message) {
            socket.sendText(message.replace('\'', '"'), true).join();
        }

        void join(String payload) {
            say("{'type':'JOIN','object':'boards/b','payload':{" + payload + "}}");
        }

        void put(String key, String value, long seq, String meta) {
            say("{'type':'STATE_PATCH','object':'boards/b','payload':{'changes':[{'key':'" + key + "','value':" + value
                    + "}]},'meta':{'seq':" + seq + meta + "}}");
        }

        JsonNode hear() throws InterruptedException {
            JsonNode message = heard.poll(PATIENCE, TimeUnit.SECONDS);
            assertThat(message).as("something is said").isNotNull();
            return message;
        }

        JsonNode hear(String type) throws InterruptedException {
            JsonNode message = hear();
            while (!message.get("type").asText().equals(type)) {
                message = hear();
            }
            return message;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    JsonNode frame = JSON.readTree(part.toString());
                    if (frame.isArray()) {
                        frame.forEach(heard::add);
                    } else {
                        heard.add(frame);
                    }
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** A client that follows a part, comes and goes, and notes what it knew at each cursor. */
    private final class Subscriber {
        private final String name;
        private final Random random;
        private Interest interest = Interest.ALL;
        private String asked = "";
        private Line line;
        private long cursor;
        private Map<String, Long> view = new TreeMap<>();
        private boolean dropped = true;

        /** What was known, by cursor, and of what. */
        private final List<Map.Entry<Long, Map.Entry<Interest, Map<String, Long>>>> notes = new ArrayList<>();

        Subscriber(String name, long seed) {
            this.name = name;
            this.random = new Random(seed);
        }

        void come(boolean back) throws Exception {
            if (!back) {
                wish();
            }
            if (dropped) {
                line = new Line(name);
                dropped = false;
            }
            line.join(asked + (back ? (asked.isEmpty() ? "" : ",") + "'since':" + cursor : ""));
            JsonNode joined = line.hear();
            while (!joined.get("type").asText().equals("JOINED")) {
                take(joined, back);
                joined = line.hear();
            }
            JsonNode payload = joined.get("payload");
            if (payload.has("snapshot")) {
                view = new TreeMap<>();
                payload.at("/snapshot/store")
                        .fields()
                        .forEachRemaining(score ->
                                view.put(score.getKey(), score.getValue().asLong()));
            } else {
                assertThat(payload.has("reset")).isFalse();
                payload.get("commits").forEach(this::apply);
            }
            moveTo(payload.get("version").asLong());
        }

        private void wish() {
            List<String> keys = new ArrayList<>();
            List<String> patterns = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                keys.add(key(random));
            }
            for (int i = random.nextInt(2) + (keys.isEmpty() ? 1 : 0); i > 0; i--) {
                patterns.add(List.of("user/*", "*:1", "c*t:*", "*", "nobody*").get(random.nextInt(5)));
            }
            if (random.nextInt(6) == 0) {
                interest = Interest.ALL;
                asked = "";
            } else {
                interest = Interest.in(
                        Set.copyOf(keys), patterns.stream().map(KeyPattern::of).toList());
                asked = "'keys':" + list(keys) + ",'patterns':" + list(patterns);
            }
        }

        private String list(List<String> names) {
            return names.stream().collect(Collectors.joining("','", "['", "']")).replace("['']", "[]");
        }

        /** Takes what has come, and perhaps waits for something more. */
        void listen(boolean wait) throws InterruptedException {
            for (JsonNode next = wait ? line.hear() : line.heard.poll(); next != null; next = line.heard.poll()) {
                take(next, true);
            }
        }

        private void take(JsonNode message, boolean counts) {
            if (counts && message.get("type").asText().equals("STATE_PATCH")) {
                assertThat(message.at("/meta/after").asLong()).as(name).isEqualTo(cursor);
                message.at("/payload/commits").forEach(this::apply);
                moveTo(message.at("/meta/version").asLong());
            }
        }

        private void apply(JsonNode commit) {
            assertThat(commit.get("version").asLong()).as(name).isGreaterThan(cursor);
            assertThat(commit.get("changes")).as("nothing is said of nothing").isNotEmpty();
            moveTo(commit.get("version").asLong() - 1);
            for (JsonNode change : commit.get("changes")) {
                String key = change.get("key").asText();
                assertThat(interest.covers(key))
                        .as("%s asked for %s", name, key)
                        .isTrue();
                if (change.has("value")) {
                    view.put(key, change.get("value").asLong());
                } else {
                    view.remove(key);
                }
            }
            moveTo(commit.get("version").asLong());
        }

        private void moveTo(long version) {
            assertThat(version).as(name).isGreaterThanOrEqualTo(cursor);
            cursor = version;
            notes.add(Map.entry(version, Map.entry(interest, new TreeMap<>(view))));
        }

        void go() {
            line.socket.abort();
            dropped = true;
        }
    }

    private static String key(Random random) {
        return List.of("user/", "cart:", "cat:", "x:").get(random.nextInt(4)) + random.nextInt(3);
    }

    @Test
    void whatAClientKnowsIsTheStateCutToItsSubscriptionAtEveryCursorItWasGiven() throws Exception {
        long seed = Long.getLong("akkord.seed", 4711);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Line all = new Line("all");
        all.join("'since':0");
        all.hear("JOINED");
        List<Line> writers = new ArrayList<>();
        long[] seqs = new long[3];
        for (int i = 0; i < seqs.length; i++) {
            writers.add(new Line("writer-" + i));
            writers.get(i).join("'keys':['user/0']");
            writers.get(i).hear("JOINED");
        }
        List<Subscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            subscribers.add(new Subscriber("subscriber-" + i, seed + i));
            subscribers.get(i).come(false);
        }
        int commits = 0;
        for (int round = 0; round < 150; round++) {
            for (int i = 0; i < seqs.length; i++) {
                for (int burst = random.nextInt(4); burst > 0; burst--) {
                    String value = random.nextInt(4) == 0 ? "null" : Integer.toString(random.nextInt(1_000));
                    writers.get(i).put(key(random), value, ++seqs[i], "");
                    commits++;
                }
            }
            Subscriber one = subscribers.get(random.nextInt(subscribers.size()));
            int what = random.nextInt(10);
            if (what < 3 && !one.dropped) {
                one.go();
            } else if (one.dropped) {
                one.come(what < 8);
            } else if (what == 9) {
                one.come(false);
            } else {
                one.listen(false);
            }
        }
        List<Map<String, Long>> states = states(all, commits);
        Line last = new Line("last");
        last.join("");
        last.hear("JOINED");
        for (Subscriber one : subscribers) {
            if (one.dropped) {
                one.come(true);
            }
        }
        // Something that concerns everybody but those who asked for nobody, so that all get to the end.
        finish(writers.get(0), ++seqs[0], subscribers);
        states.add(with(states.get(commits), "user/0", 1L));
        for (Subscriber one : subscribers) {
            one.notes.forEach(note -> assertThat(note.getValue().getValue())
                    .as("seed %d, %s at %d", seed, one.name, note.getKey())
                    .isEqualTo(cut(
                            states.get((int) (long) note.getKey()),
                            note.getValue().getKey())));
        }
        assertThat(subscribers.stream().mapToInt(one -> one.notes.size()).sum()).isGreaterThan(200);
    }

    private static void finish(Line writer, long seq, List<Subscriber> subscribers) throws Exception {
        writer.put("user/0", "1", seq, "");
        JsonNode ack = writer.hear("ACK");
        while (ack.at("/meta/seq").asLong() != seq) {
            ack = writer.hear("ACK");
        }
        long end = ack.at("/meta/version").asLong();
        for (Subscriber one : subscribers) {
            while (one.interest.covers("user/0") && one.cursor < end) {
                one.listen(true);
            }
            one.listen(false);
        }
    }

    /** The state at each version, from one who follows everything. */
    private static List<Map<String, Long>> states(Line all, int commits) throws Exception {
        List<Map<String, Long>> states = new ArrayList<>(List.of(Map.of()));
        while (states.size() <= commits) {
            for (JsonNode commit : all.hear("STATE_PATCH").at("/payload/commits")) {
                assertThat(commit.get("version").asInt()).isEqualTo(states.size());
                Map<String, Long> next = new TreeMap<>(states.get(states.size() - 1));
                for (JsonNode change : commit.get("changes")) {
                    if (change.has("value")) {
                        next.put(change.get("key").asText(), change.get("value").asLong());
                    } else {
                        next.remove(change.get("key").asText());
                    }
                }
                states.add(next);
            }
        }
        return states;
    }

    private static Map<String, Long> with(Map<String, Long> state, String key, long value) {
        Map<String, Long> next = new TreeMap<>(state);
        next.put(key, value);
        return next;
    }

    private static Map<String, Long> cut(Map<String, Long> state, Interest interest) {
        Map<String, Long> cut = new TreeMap<>(state);
        cut.keySet().removeIf(key -> !interest.covers(key));
        return cut;
    }

    @Test
    void aPatchWithoutABaseIsCommittedOnceHoweverOftenItIsSent() throws Exception {
        Line line = new Line("ann");
        line.join("'keys':['nothing']");
        line.hear("JOINED");
        line.put("a", "1", 1, "");
        assertThat(line.hear("ACK").at("/meta/version").asLong()).isEqualTo(1);
        line.put("a", "1", 1, "");
        JsonNode again = line.hear("ACK");
        assertThat(again.at("/meta/version").asLong()).isEqualTo(1);
        assertThat(again.at("/payload/duplicate").asBoolean()).isTrue();
        line.put("a", "2", 1, "");
        assertThat(line.hear("ERROR").at("/payload/code").asText()).isEqualTo("SEQ_REUSED");
        line.put("a", "2", 3, "");
        assertThat(line.hear("ERROR").at("/payload/code").asText()).isEqualTo("OUT_OF_ORDER");
        line.put("a", "2", 2, "");
        assertThat(line.hear("ACK").at("/meta/version").asLong()).isEqualTo(2);
        line.put("b", "3", 3, ",'version':1");
        assertThat(line.hear("ERROR").at("/payload/code").asText()).isEqualTo("BAD_BASE");
    }

    @Test
    void aConflictIsDetectedAndResolved() throws Exception {
        Line ann = new Line("ann");
        ann.join("");
        ann.hear("JOINED");
        Line bob = new Line("bob");
        bob.join("'keys':['b']");
        bob.hear("JOINED");
        ann.put("a", "1", 1, "");
        ann.hear("ACK");
        ann.put("a", "5000", 2, "");
        assertThat(ann.hear("ACK").at("/payload/changes/0/value").asLong()).isEqualTo(1_000);
        bob.put("a", "7", 1, ",'version':1,'strategy':'reject'");
        JsonNode conflict = bob.hear("CONFLICT_DETECTED");
        assertThat(conflict.at("/payload/conflicts")).hasToString("[{\"key\":\"a\",\"local\":7,\"remote\":1000}]");
        assertThat(conflict.at("/meta")).hasToString("{\"version\":2,\"seq\":1}");
        bob.say("{'type':'CONFLICT_RESOLUTION','object':'boards/b','payload':{'changes':[{'key':'a','value':8}]},"
                + "'meta':{'version':2,'seq':1}}");
        assertThat(bob.hear("ACK").at("/meta/version").asLong()).isEqualTo(3);
        JsonNode patch = ann.hear("STATE_PATCH");
        assertThat(patch.at("/meta")).hasToString("{\"after\":2,\"version\":3}");
        assertThat(patch.at("/payload/commits/0/changes/0/value").asLong()).isEqualTo(8);
    }
}
