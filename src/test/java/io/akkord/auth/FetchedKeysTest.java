package io.akkord.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.akkord.settings.AuthSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys from a real address, and how they change. */
class FetchedKeysTest {
    private static final KeyPair FIRST = TokenMint.rsa(2048);
    private static final KeyPair SECOND = TokenMint.ec();
    private static final Map<String, Object> CLAIMS = Map.of("sub", "Ann", "exp", Doorkeeper.NOW / 1000 + 600);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private volatile String body = TokenMint.set(TokenMint.jwk(FIRST, "first", ""));
    private volatile int status = 200;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/other");
            }
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            } catch (IOException tooMuch) {
                // The other side has gone.
            }
        });
        server.createContext("/other", exchange -> {
            throw new AssertionError("followed a redirection");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    private AuthSettings settings(String... more) {
        return Doorkeeper.settings("akkord.auth { mode = jwt, jwks.url = \"" + url() + "\" }", more);
    }

    private FetchedKeys keys(String... more) {
        var jwks = settings(more).jwks();
        return FetchedKeys.of(
                new KeyAddress(jwks.url().orElseThrow(), jwks.maxSize(), jwks.within()), jwks, nanos::get);
    }

    private static String first() {
        return TokenMint.rs256(FIRST, "first", CLAIMS);
    }

    private static String second() {
        return TokenMint.es256(SECOND, "second", CLAIMS);
    }

    private void rotate() {
        body = TokenMint.set(TokenMint.jwk(SECOND, "second", ""));
    }

    @Test
    void aKeyThatIsNotKnownYetIsFetchedWhileItsTokenWaits() {
        Doorkeeper door = new Doorkeeper(keys());
        door.admit(first());
        body = TokenMint.set(TokenMint.jwk(FIRST, "first", ""), TokenMint.jwk(SECOND, "second", ""));
        assertThat(door.admit(second()).user()).isEqualTo("Ann");
        door.admit(first());
        assertThat(asked).hasValue(2);
    }

    @Test
    void aKeyThatWasTakenAwayVerifiesNothingAnyMore() {
        FetchedKeys keys = keys();
        Doorkeeper door = new Doorkeeper(keys);
        door.admit(first());
        rotate();
        keys.fetch().toCompletableFuture().join();
        door.refusal(first());
        door.admit(second());
    }

    @Test
    void unknownKeysFetchNoMoreThanOnceInAWhile() {
        Doorkeeper door = new Doorkeeper(keys("akkord.auth.jwks.refetch = 30 s"));
        for (int i = 0; i < 50; i++) {
            door.refusal(TokenMint.rs256(FIRST, "made-up-" + i, CLAIMS));
        }
        assertThat(asked).hasValue(2);
        rotate();
        door.refusal(second());
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        door.admit(second());
        assertThat(asked).hasValue(3);
    }

    @Test
    void allWhoWaitShareOneFetch() {
        Doorkeeper door = new Doorkeeper(keys());
        gate = new CountDownLatch(1);
        List<CompletionStage<Principal>> waiting = new ArrayList<>();
        rotate();
        for (int i = 0; i < 20; i++) {
            waiting.add(door.admission.admit(Optional.of(second())));
        }
        assertThat(waiting).noneMatch(stage -> stage.toCompletableFuture().isDone());
        // Those whose keys are known do not wait.
        door.admit(first());
        gate.countDown();
        waiting.forEach(
                stage -> assertThat(stage.toCompletableFuture().join().user()).isEqualTo("Ann"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void withoutAKeyIdNothingIsFetched() {
        Doorkeeper door = new Doorkeeper(keys());
        door.refusal(TokenMint.es256(SECOND, "", CLAIMS));
        assertThat(asked).hasValue(1);
    }

    @Test
    void whenTheKeysCannotBeHadTheLastOnesAreBelievedForAWhile() {
        FetchedKeys keys = keys("akkord.auth.jwks.keep = 1 hour");
        Doorkeeper door = new Doorkeeper(keys);
        for (String broken : List.of("", "{", "[]", "{\"keys\":[]}", "{\"keys\":{}}", "<html>")) {
            body = broken;
            keys.fetch().toCompletableFuture().join();
            door.admit(first());
        }
        rotate();
        for (int bad : new int[] {500, 404, 302, 204, 206}) {
            status = bad;
            keys.fetch().toCompletableFuture().join();
            door.admit(first());
        }
        nanos.addAndGet(Duration.ofMinutes(61).toNanos());
        assertThat(door.refusal(first())).isEqualTo("The token is signed with a key that is not known.");
        status = 200;
        keys.fetch().toCompletableFuture().join();
        door.admit(second());
    }

    @Test
    void anAnswerThatIsTooLargeOrTooLateIsNone() {
        FetchedKeys keys = keys("akkord.auth.jwks { max-size = 4 KiB, within = 500 ms }");
        Doorkeeper door = new Doorkeeper(keys);
        body = TokenMint.set(TokenMint.jwk(SECOND, "second", ",\"x\":\"" + "x".repeat(5_000) + "\""));
        keys.fetch().toCompletableFuture().join();
        door.refusal(second());
        rotate();
        gate = new CountDownLatch(1);
        keys.fetch().toCompletableFuture().join();
        door.admit(first());
        gate.countDown();
        keys.fetch().toCompletableFuture().join();
        door.admit(second());
    }

    @Test
    void theServerDoesNotStartWithoutKeys() {
        for (String broken :
                List.of("", "{\"keys\":[]}", TokenMint.set(TokenMint.jwk(TokenMint.rsa(1024), "weak", "")))) {
            body = broken;
            assertThatThrownBy(this::open)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(url());
        }
        status = 500;
        assertThatThrownBy(this::open).hasMessage("The key set " + url() + " is answered with status 500.");
        server.stop(0);
        assertThatThrownBy(this::open).hasMessage("The key set " + url() + " cannot be fetched.");
    }

    private Access open(String... more) {
        MemoryAccess stored = new MemoryAccess();
        return Access.open(settings(more), stored, stored, () -> Doorkeeper.NOW);
    }

    private static CompletableFuture<Principal> admit(Access access, String token) {
        return access.admission().admit(Optional.of(token)).toCompletableFuture();
    }

    @Test
    void keysAreFetchedInTheBackground() {
        try (Access access = open("akkord.auth.jwks { refresh = 1 s, refetch = 1 hour }")) {
            admit(access, first()).join();
            rotate();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admit(access, first()).isCompletedExceptionally());
            admit(access, second()).join();
        }
    }

    @Test
    void aFileIsReadAgainWhenItChanges() throws IOException {
        Path file = folder.resolve("keys.json");
        Files.writeString(file, TokenMint.set(TokenMint.jwk(FIRST, "first", "")));
        MemoryAccess stored = new MemoryAccess();
        AuthSettings settings =
                Doorkeeper.settings("akkord.auth { mode = jwt, jwks { file = \"" + file + "\", refresh = 1 s } }");
        try (Access access = Access.open(settings, stored, stored, () -> Doorkeeper.NOW)) {
            admit(access, first()).join();
            Files.writeString(file, TokenMint.set(TokenMint.jwk(SECOND, "second", "")));
            admit(access, second()).join();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admit(access, first()).isCompletedExceptionally());
            Files.delete(file);
            admit(access, second()).join();
        }
        assertThatThrownBy(() -> Access.open(settings, stored, stored, () -> Doorkeeper.NOW))
                .hasMessage("The key set " + file + " cannot be read.");
    }
}
