package io.akkord.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.LiveServer;
import io.akkord.edge.RawSocket;
import io.akkord.protocol.ErrorCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A server that was made to do a known number of things of each sort counts exactly those. */
class MetricsAgreeTest {
    private static final String ROOM = "canary-room";
    private static final String SPACE = "canary-space";
    private static final int INSERTS = 40;
    private static final int REPEATS = 5;
    private static final int RUBBISH = 3;
    private static final Path CONF = Path.of("conf");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static LiveServer server;
    private static Scrape before;
    private static Scrape after;
    private static final List<Double> LATENCIES = new ArrayList<>();
    private static int roomAcks;
    private static int spaceAcks;
    private static int othersCommits;

    @BeforeAll
    static void load() throws Exception {
        server = new LiveServer(folder.resolve("data"));
        before = Scrape.of(server);
        try (Talker ann = new Talker(server.port(), "canary-ann", "rooms/" + ROOM);
                Talker bob = new Talker(server.port(), "canary-bob", "rooms/" + ROOM)) {
            room(ann, bob);
            namespace();
            http();
            rubbish();
            // Some figures of the JVM are there from the first collection on.
            System.gc();
            await().until(() -> Scrape.of(server).sum("akkord_sockets") == 2);
            after = settled();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What is counted behind an answer may come a moment later than the answer. */
    private static Scrape settled() {
        await().untilAsserted(() -> {
            Scrape now = Scrape.of(server);
            assertThat(counted(now, "akkord_commits_total", "kind", "rooms")).isEqualTo(INSERTS + 1);
            assertThat(counted(now, "akkord_commits_total", "kind", "namespaces"))
                    .isEqualTo(spaceAcks + 1);
            assertThat(now.sum("akkord_gate_seconds_count")).isEqualTo(now.sum("akkord_commits_total"));
            assertThat(counted(now, "akkord_lag_seconds_count", "kind", "rooms"))
                    .isEqualTo(2 * (counted(now, "akkord_group_commits_count", "kind", "rooms") - 1));
        });
        return Scrape.of(server);
    }

    private static void room(Talker ann, Talker bob) throws Exception {
        ann.insert("early", 0, 1);
        ann.await("ERROR");
        ann.join();
        bob.join();
        long version = 0;
        for (int seq = 1; seq <= INSERTS; seq++) {
            long begin = System.nanoTime();
            ann.insert("canary-text", version, seq);
            version = ann.awaitVersion("ACK");
            LATENCIES.add((System.nanoTime() - begin) / 1e9);
        }
        for (int i = 0; i < REPEATS; i++) {
            long begin = System.nanoTime();
            ann.insert("canary-text", version - 1, INSERTS);
            assertThat(ann.await("ACK").at("/payload/duplicate").asBoolean()).isTrue();
            LATENCIES.add((System.nanoTime() - begin) / 1e9);
        }
        for (int i = 0; i < 3; i++) {
            ann.insert("other", version - 1, INSERTS);
            ann.await("ERROR");
        }
        for (int i = 0; i < 2; i++) {
            ann.insert("far", version, INSERTS + 9);
            ann.await("ERROR");
            ann.send("OP", "{\"op\":[{\"retain\":100000}]}", meta(version, INSERTS + 1));
            ann.await("ERROR");
            ann.send("{\"type\":\"NONSENSE\"}");
            ann.await("ERROR");
            ann.send("SYNC_REQUEST", "{\"since\":" + version + "}", "{}");
            ann.await("SYNC");
            ann.send("BROADCAST", "{\"data\":\"canary-data\"}", "{}");
            bob.await("BROADCAST");
        }
        ann.insert("ahead", version + 100, INSERTS + 1);
        ann.await("ERROR");
        for (int i = 0; i < 3; i++) {
            ann.send("PRESENCE", "{\"data\":" + i + "}", "{}");
            bob.await("PRESENCE");
        }
        roomAcks = ann.told("ACK");
        othersCommits = bob.told("OP");
        assertThat(roomAcks).isEqualTo(INSERTS + REPEATS);
    }

    private static String meta(long version, long seq) {
        return "{\"version\":" + version + ",\"seq\":" + seq + "}";
    }

    private static String set(String key, String value) {
        return "{\"op\":\"set\",\"key\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static void namespace() throws Exception {
        try (Talker ann = new Talker(server.port(), "canary-ann", "namespaces/" + SPACE);
                Talker bob = new Talker(server.port(), "canary-bob", "namespaces/" + SPACE)) {
            ann.join();
            bob.join();
            ann.change(set("canary-list", "[1]") + "," + set("canary-other", "1"), 1, "");
            long base = ann.awaitVersion("ACK");
            bob.change(set("canary-list", "[0,1]"), 1, ",\"version\":" + base);
            bob.await("ACK");
            for (int i = 0; i < 2; i++) {
                ann.change(set("canary-list", "[2]"), 2, ",\"strategy\":\"reject\",\"version\":" + base);
                ann.await("CONFLICT_DETECTED");
            }
            ann.change(set("canary-other", "2"), 2, ",\"strategy\":\"reject\",\"version\":" + base);
            long mine = ann.awaitVersion("ACK");
            for (int seq = 2; seq <= 4; seq++) {
                bob.change(set("canary-list", "[" + seq + "]"), seq, "");
                bob.await("ACK");
            }
            ann.change(set("canary-list", "[3]"), 3, ",\"strategy\":\"replace\",\"version\":" + mine);
            mine = ann.awaitVersion("ACK");
            bob.change(set("canary-list", "[5,6]"), 5, "");
            bob.await("ACK");
            ann.change(
                    "{\"op\":\"patch\",\"key\":\"canary-list\",\"patch\":[{\"op\":\"add\",\"path\":\"/0\",\"value\":9}]}",
                    4,
                    ",\"strategy\":\"merge\",\"version\":" + mine);
            ann.await("ACK");
            ann.change("{\"op\":\"set\",\"key\":\"canary-gone\",\"value\":1,\"ttl\":1}", 5, "");
            ann.await("ACK");
            await().until(() ->
                    server.get("/v1/namespaces/" + SPACE + "/keys/canary-gone").statusCode() == 404);
            spaceAcks = ann.told("ACK") + bob.told("ACK");
        }
    }

    private static void http() {
        for (int i = 0; i < 7; i++) {
            assertThat(server.get("/v1/rooms/" + ROOM).statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(server.get("/v1/rooms/canary-nothing").statusCode()).isEqualTo(404);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(server.get("/v1/namespaces/" + SPACE + "/keys/canary-other")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.get("/canary-path").statusCode()).isEqualTo(404);
        assertThat(server.send("POST", "/v1/rooms/" + ROOM, "{}").statusCode()).isEqualTo(405);
        assertThat(server.send("PUT", "/v1/rooms/" + ROOM, "{\"content\":\"canary-text\"}", "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(server.send("PUT", "/v1/rooms/canary-second", "{\"content\":\"canary-text\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static void rubbish() throws IOException {
        for (int i = 0; i < RUBBISH; i++) {
            try (RawSocket socket = new RawSocket(server.port())) {
                socket.send("canary-rubbish\r\n\r\n");
                assertThat(socket.answer().status()).isGreaterThanOrEqualTo(400);
            }
        }
    }

    private static double counted(Scrape now, String name, String... labels) {
        return now.sum(name, labels) - before.sum(name, labels);
    }

    private static double counted(String name, String... labels) {
        return counted(after, name, labels);
    }

    @Test
    void submissions_commits_and_duplicates_are_those_that_were_made() {
        // One OP came before its session had joined and never reached the object; two that were no operations did.
        int refused = 3 + 2 + 2 + 1;
        int http = 2;
        assertThat(counted("akkord_submissions_total", "kind", "rooms")).isEqualTo(INSERTS + REPEATS + refused + http);
        assertThat(counted("akkord_commits_total", "kind", "rooms")).isEqualTo(INSERTS + 1);
        assertThat(counted("akkord_duplicates_total", "kind", "rooms")).isEqualTo(REPEATS);
        assertThat(counted("akkord_submissions_total", "kind", "namespaces")).isEqualTo(spaceAcks + 2);
        assertThat(counted("akkord_commits_total", "kind", "namespaces")).isEqualTo(spaceAcks + 1);
        assertThat(counted("akkord_group_commits_sum")).isEqualTo(counted("akkord_commits_total"));
        assertThat(counted("akkord_fanout_sessions_count")).isEqualTo(counted("akkord_commits_total"));
        assertThat(counted("akkord_fanout_sessions_sum", "kind", "rooms")).isEqualTo(2 * INSERTS);
        assertThat(counted("akkord_journal_write_seconds_count")).isEqualTo(counted("akkord_group_commits_count"));
    }

    @Test
    void refusals_are_counted_by_code() {
        Map<ErrorCode, Integer> socket = Map.of(
                ErrorCode.NOT_JOINED, 1,
                ErrorCode.SEQ_REUSED, 3,
                ErrorCode.OUT_OF_ORDER, 2,
                ErrorCode.INVALID_OP, 2,
                ErrorCode.BAD_MESSAGE, 2,
                ErrorCode.BAD_BASE, 1,
                ErrorCode.CONFLICT, 2);
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(counted("akkord_refusals_total", "transport", "socket", "code", code.name()))
                    .as(code.name())
                    .isEqualTo(socket.getOrDefault(code, 0).doubleValue());
        }
        assertThat(counted("akkord_refusals_total", "transport", "http", "code", "UNSUPPORTED"))
                .isEqualTo(1);
        assertThat(counted("akkord_refusals_total", "transport", "http", "code", "CONFLICT"))
                .isEqualTo(1);
        assertThat(counted("akkord_refusals_total", "transport", "http"))
                .isEqualTo(counted("akkord_http_request_seconds_count", "status", "4xx"));
    }

    @Test
    void conflicts_are_counted_by_strategy() {
        assertThat(counted("akkord_conflicts_total", "strategy", "reject")).isEqualTo(2);
        assertThat(counted("akkord_conflicts_total", "strategy", "replace")).isEqualTo(1);
        assertThat(counted("akkord_conflicts_total", "strategy", "merge")).isEqualTo(1);
    }

    @Test
    void presence_broadcasts_alarms_and_resyncs_are_counted() {
        assertThat(counted("akkord_presences_total", "kind", "rooms")).isEqualTo(3);
        assertThat(counted("akkord_broadcasts_total", "kind", "rooms")).isEqualTo(2);
        assertThat(counted("akkord_alarms_total", "kind", "namespaces")).isGreaterThanOrEqualTo(1);
        assertThat(counted("akkord_resyncs_total", "type", "sync", "kind", "rooms"))
                .isEqualTo(2);
        assertThat(counted("akkord_resyncs_total")).isEqualTo(2);
    }

    @Test
    void requests_are_counted_by_route_and_class_of_status() {
        String room = "/v1/rooms/{id}";
        assertThat(requests("GET", room, "2xx")).isEqualTo(7);
        assertThat(requests("GET", room, "4xx")).isEqualTo(3);
        assertThat(requests("PUT", room, "2xx")).isEqualTo(1);
        assertThat(requests("PUT", room, "4xx")).isEqualTo(1);
        assertThat(requests("GET", "/v1/namespaces/{id}/keys/{key}", "2xx")).isGreaterThanOrEqualTo(4);
        assertThat(requests("any", "none", "4xx")).isEqualTo(2);
        assertThat(requests("GET", "/v1/ws", "1xx")).isEqualTo(4);
    }

    @Test
    void what_is_no_http_is_counted_though_no_route_saw_it() {
        assertThat(counted("akkord_http_malformed_total")).isEqualTo(RUBBISH);
        assertThat(counted("akkord_connections_refused_total")).isZero();
    }

    private static double requests(String method, String route, String status) {
        return counted("akkord_http_request_seconds_count", "method", method, "route", route, "status", status);
    }

    @Test
    void latencies_are_within_those_that_the_client_measured() {
        assertThat(counted("akkord_ack_latency_seconds_count", "kind", "rooms")).isEqualTo(roomAcks);
        assertThat(counted("akkord_ack_latency_seconds_count", "kind", "namespaces"))
                .isEqualTo(spaceAcks);
        double sum = counted("akkord_ack_latency_seconds_sum", "kind", "rooms");
        double all = LATENCIES.stream().mapToDouble(l -> l).sum();
        double sockets = counted("akkord_journal_write_seconds_sum", "kind", "rooms");
        assertThat(sum).isBetween(0.0, all);
        assertThat(sockets).isPositive();
        // The server sees less of the way than the client: of its values no fewer are below any bound.
        after.buckets("akkord_ack_latency_seconds", "kind", "rooms").forEach((bound, count) -> {
            double earlier = before.buckets("akkord_ack_latency_seconds", "kind", "rooms")
                    .getOrDefault(bound, 0.0);
            assertThat(count - earlier)
                    .as("up to " + bound)
                    .isGreaterThanOrEqualTo(
                            LATENCIES.stream().filter(l -> l <= bound).count());
        });
    }

    /** A submission is decided after it was taken and acknowledged after it was released. */
    @Test
    void an_acknowledgement_takes_as_long_as_the_gate_holds_it_at_least_and_a_gate_as_long_as_the_write() {
        double gate = counted("akkord_gate_seconds_sum", "kind", "namespaces");
        double write = counted("akkord_journal_write_seconds_sum", "kind", "namespaces");
        assertThat(gate).isGreaterThanOrEqualTo(write);
        var acks = after.buckets("akkord_ack_latency_seconds", "kind", "rooms");
        var gates = after.buckets("akkord_gate_seconds", "kind", "rooms");
        double others = counted("akkord_commits_total", "kind", "rooms") - INSERTS + REPEATS;
        acks.forEach((bound, count) ->
                assertThat(count).as("up to " + bound).isLessThanOrEqualTo(gates.getOrDefault(bound, 0.0) + others));
    }

    @Test
    void each_group_is_delivered_to_each_session_once() {
        assertThat(othersCommits).isBetween(1, INSERTS);
        double groups = counted("akkord_group_commits_count", "kind", "rooms") - 1;
        assertThat(counted("akkord_lag_seconds_count", "kind", "rooms")).isEqualTo(2 * groups);
    }

    @Test
    void gauges_show_what_is_there() {
        assertThat(after.sum("akkord_sockets")).isEqualTo(2);
        assertThat(after.sum("akkord_sessions")).isEqualTo(2);
        assertThat(after.sum("akkord_connections")).isGreaterThanOrEqualTo(3);
        assertThat(after.sum("akkord_objects", "kind", "rooms", "state", "awake"))
                .isGreaterThanOrEqualTo(1);
        assertThat(after.sum("jvm_memory_used_bytes", "area", "heap")).isPositive();
        assertThat(after.names())
                .contains("jvm_buffer_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
    }

    @Test
    void labels_name_nothing_that_users_make() {
        Set<String> values = new TreeSet<>();
        after.samples().forEach(sample -> values.addAll(sample.labels().values()));
        assertThat(values).isNotEmpty().noneMatch(value -> value.contains("canary") || value.contains("anonymous"));
        assertThat(after.text()).doesNotContain("canary", "127.0.0.1");
        Set<String> codes =
                new TreeSet<>(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
        after.samples().stream()
                .filter(sample -> sample.name().startsWith("akkord_"))
                .forEach(sample -> sample.labels().forEach((name, value) -> {
                    switch (name) {
                        case "code" -> assertThat(codes).contains(value);
                        case "kind" -> assertThat(value).isIn("rooms", "namespaces");
                        case "transport" -> assertThat(value).isIn("socket", "http");
                        case "strategy" -> assertThat(value).isIn("replace", "merge", "reject");
                        case "state" -> assertThat(value).isIn("awake", "hibernating");
                        case "type" -> assertThat(value).isIn("sync", "reset", "rejoin", "behind");
                        case "status" -> assertThat(value).matches("[1-5]xx");
                        case "method" ->
                            assertThat(value).isIn("GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "any");
                        case "route" -> assertThat(value).matches("(/[a-z0-9.-]+|/\\{[a-z]+})+|page|any|none");
                        case "le" -> assertThat(value).isNotEmpty();
                        default -> throw new AssertionError("a label named " + name + " on " + sample.name());
                    }
                }));
    }

    @Test
    void both_text_formats_are_served_under_their_types() {
        HttpResponse<String> plain = server.get("/metrics");
        assertThat(plain.headers().firstValue("content-type").orElseThrow().toLowerCase(Locale.ROOT))
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        HttpResponse<String> open = server.get(
                "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5,*/*;q=0.1");
        assertThat(open.headers().firstValue("content-type").orElseThrow().toLowerCase(Locale.ROOT))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body()).endsWith("# EOF\n");
        assertThat(plain.body()).doesNotContain("# EOF");
    }

    /** Names of metrics in a text of queries. */
    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name =
                Pattern.compile("(?<![\\w:])(akkord|jvm|process|system)_\\w+").matcher(text);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    @Test
    void the_readme_tells_of_every_metric_and_of_no_other() throws Exception {
        Set<String> shown = new TreeSet<>();
        after.text()
                .lines()
                .filter(line -> line.startsWith("# TYPE akkord_"))
                .forEach(line -> shown.add(line.split(" ", -1)[2] + " " + line.split(" ", -1)[3]));
        Set<String> told = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| (`akkord_[^|]*) \\| (\\w+) \\|")
                .matcher(Files.readString(Path.of("README.md")));
        while (row.find()) {
            for (String name : row.group(1).split(" · ", -1)) {
                told.add(name.replace("`", "") + " " + row.group(2));
            }
        }
        assertThat(told).isEqualTo(shown);
    }

    @Test
    void the_dashboard_asks_for_what_is_there() throws Exception {
        JsonNode dashboard =
                JSON.readTree(CONF.resolve("grafana-dashboard.json").toFile());
        List<String> queries = dashboard.findValuesAsText("expr");
        assertThat(queries)
                .hasSizeGreaterThan(30)
                .allSatisfy(query -> assertThat(metrics(query)).isNotEmpty());
        assertThat(after.names()).containsAll(metrics(String.join("\n", queries)));
        assertThat(dashboard.findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void the_alert_rules_ask_for_what_is_there() throws Exception {
        Map<String, List<Map<String, Object>>> file =
                new Yaml().load(Files.readString(CONF.resolve("prometheus-alerts.yml")));
        List<String> queries = new ArrayList<>();
        Set<String> recorded = new TreeSet<>();
        for (Map<String, Object> group : file.get("groups")) {
            for (Object each : (List<?>) group.get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) each;
                queries.add((String) rule.get("expr"));
                assertThat(rule.containsKey("alert") || rule.containsKey("record"))
                        .isTrue();
                if (rule.get("record") instanceof String name) {
                    recorded.add(name);
                } else {
                    assertThat(((Map<?, ?>) rule.get("annotations")).get("summary"))
                            .asString()
                            .isNotEmpty();
                    assertThat(((Map<?, ?>) rule.get("labels")).get("severity"))
                            .asString()
                            .isIn("page", "ticket");
                }
            }
        }
        String all = String.join("\n", queries);
        assertThat(queries).hasSizeGreaterThan(10);
        assertThat(after.names()).containsAll(metrics(all));
        Matcher own = Pattern.compile("instance:\\w+:\\w+").matcher(all);
        while (own.find()) {
            assertThat(recorded).contains(own.group());
        }
    }
}
