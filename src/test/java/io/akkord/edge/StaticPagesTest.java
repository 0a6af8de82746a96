package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.akkord.edge.RawSocket.Answer;
import io.akkord.settings.HeaderSettings;
import io.akkord.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticPagesTest {
    private static final HeaderSettings HEADERS =
            Settings.of(ConfigFactory.load()).http().headers();
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=UTF-8",
        "/namespace.html, text/html; charset=UTF-8",
        "/page/main.js, text/javascript; charset=UTF-8",
        "/page/style.css, text/css; charset=UTF-8",
        "/page/icon.svg, image/svg+xml",
        "/client/room.js, text/javascript; charset=UTF-8",
        "/lib/at/codemirror/state/6.6.0/dist/index.js, text/javascript; charset=UTF-8",
        "/api, text/html; charset=UTF-8",
        "/openapi.json, application/json",
    })
    void files_have_their_type_and_are_taken_for_nothing_else(String path, String type) throws Exception {
        HttpResponse<String> file = edge.get(path);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type")).hasValue(type);
        assertThat(file.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(file.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void everything_the_import_map_names_is_there() throws Exception {
        String index = edge.get("/").body();
        var targets = java.util.regex.Pattern.compile("\"(/lib/[^\"]+)\"").matcher(index);
        int found = 0;
        while (targets.find()) {
            assertThat(edge.get(targets.group(1)).statusCode())
                    .describedAs(targets.group(1))
                    .isEqualTo(200);
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void everything_the_api_page_names_is_there_and_its_library_is_kept() throws Exception {
        String page = edge.get("/api").body();
        assertThat(page).doesNotContain("<script>", "http:", "https:");
        var targets =
                java.util.regex.Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page);
        int libraries = 0;
        while (targets.find()) {
            HttpResponse<String> file = edge.get(targets.group(1));
            assertThat(file.statusCode()).describedAs(targets.group(1)).isEqualTo(200);
            boolean library = targets.group(1).startsWith("/webjars/");
            assertThat(file.headers().firstValue("cache-control").orElse("").contains("immutable"))
                    .isEqualTo(library);
            libraries += library ? 1 : 0;
        }
        assertThat(libraries).isEqualTo(2);
    }

    @Test
    void libraries_are_kept_for_ever_and_pages_are_asked_for_again() throws Exception {
        HttpResponse<String> library = edge.get("/lib/at/codemirror/state/6.6.0/dist/index.js");
        assertThat(library.headers().firstValue("cache-control").orElse("")).contains("immutable");
        HttpResponse<String> page = edge.get("/");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-cache");
        String tag = page.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = edge.get("/", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(edge.get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void the_policy_allows_the_import_map_by_its_digest_and_no_other_inline_script() {
        String map = "\n { \"imports\": {} }\r\n";
        String html = "<script type=\"importmap\">" + map + "</script><script type=\"module\" src=\"/x.js\"></script>";
        String digest = ContentPolicy.digest("\n { \"imports\": {} }\n".getBytes(StandardCharsets.UTF_8));
        assertThat(ContentPolicy.of(html, HEADERS)).contains("script-src 'self' 'sha256-" + digest + "';");
        assertThat(ContentPolicy.of("<script src='/a.js'></script>", HEADERS)).contains("script-src 'self';");
        assertThat(ContentPolicy.of("", HEADERS)).doesNotContain("unsafe-eval").contains("default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page",
                "/page/",
                "/client",
                "/lib",
                "/lib/",
                "/lib/at",
                "/api/",
                "/webjars",
                "/webjars/swagger-ui",
                "/webjars/../../../reference.conf",
                "/META-INF/resources/webjars/swagger-ui/5.34.1/swagger-ui.css",
                "/../reference.conf",
                "/page/../../reference.conf",
                "/page/%2e%2e/%2e%2e/reference.conf",
                "/lib/..%2f..%2freference.conf",
                "/lib/../../../reference.conf",
                "/%2e%2e/META-INF/MANIFEST.MF",
                "/lib/%2e%2e/%2e%2e/%2e%2e/logback.xml",
                "/page//main.js",
                "//page/main.js",
                "/page/main.js%00.css",
                "/page\\main.js",
                "/page/.main.js",
                "/reference.conf",
                "/index.class",
                "/io/akkord/Main.class",
                "/page/none.js"
            })
    void nothing_else_of_the_class_path_can_be_reached(String path) throws Exception {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Answer answer = socket.answer();
            assertThat(answer.status()).describedAs(answer.toString()).isIn(400, 404);
            assertThat(answer.headers().get("content-type")).isEqualTo("application/problem+json");
        }
    }
}
