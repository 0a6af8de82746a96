package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.Akkord;
import io.akkord.journal.Database;
import io.akkord.journal.StorageException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server as it starts and stops when something is in its way. */
class DoorTest {
    private static final int LARGE = 8_000_000;

    @TempDir
    Path directory;

    private Config config(Map<String, Object> more) {
        return ConfigFactory.parseMap(more)
                .withFallback(ConfigFactory.parseMap(Map.of(
                        "akkord.data-dir",
                        directory.toString(),
                        "akkord.http.port",
                        0,
                        "akkord.http.stop-within",
                        "2 s",
                        "akka.loglevel",
                        "WARNING")));
    }

    private void assertNothingIsLeft() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("akkord-akka")));
        await().ignoreExceptionsInstanceOf(StorageException.class).until(() -> {
            Database.open(directory, 1).close();
            return true;
        });
    }

    @Test
    void a_port_that_is_taken_is_named_and_nothing_is_left_behind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Akkord.start(config(Map.of("akkord.http.port", taken.getLocalPort()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The server cannot listen on 127.0.0.1 port " + taken.getLocalPort() + ".");
        }
        assertNothingIsLeft();
    }

    @Test
    void objects_that_do_not_answer_are_no_matter_of_the_port_and_nothing_is_left_behind() {
        Map<String, Object> broken =
                Map.of("akka.persistence.journal.plugin", "no-journal", "akkord.session.request-timeout", "200 ms");
        assertThatThrownBy(() -> Akkord.start(config(broken)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The storage does not answer.");
        assertNothingIsLeft();
    }

    @Test
    void a_stop_keeps_to_its_time_whatever_hangs() throws Exception {
        Akkord server = Akkord.start(config(Map.of()));
        URI room = URI.create(server.address() + "v1/rooms/large");
        HttpClient client = HttpClient.newHttpClient();
        for (String letter : new String[] {"a", "b", "c", "d"}) {
            String body = "{\"content\":\"" + letter.repeat(LARGE) + "\"}";
            assertThat(client.send(put(room, body), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isLessThan(300);
        }
        String file = "jdbc:sqlite:" + directory.resolve(Database.FILE);
        try (RawSocket download = new RawSocket(server.port());
                Connection stuck = DriverManager.getConnection(file)) {
            download.send("GET /v1/rooms/large/history HTTP/1.1\r\nHost: localhost\r\n"
                    + "Accept: application/x-ndjson\r\n\r\n");
            assertThat(download.answer().status()).isEqualTo(200);
            stuck.createStatement().execute("BEGIN IMMEDIATE");
            client.sendAsync(put(room, "{\"content\":\"late\"}"), HttpResponse.BodyHandlers.discarding());

            long start = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
        assertNothingIsLeft();
    }

    private static HttpRequest put(URI room, String body) {
        return HttpRequest.newBuilder(room)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
