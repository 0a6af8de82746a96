package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import io.akkord.auth.Grants;
import io.akkord.auth.Principal;
import io.akkord.protocol.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final long LARGE = 1024 * 1024;

    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create("bodies", ConfigFactory.parseString("akka.loglevel = WARNING"));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private static Request request(Source<ByteString, ?> pieces) {
        HttpRequest http = HttpRequest.PUT("/")
                .withEntity(HttpEntities.create(
                        ContentTypes.APPLICATION_JSON, pieces.mapMaterializedValue(m -> akka.NotUsed.getInstance())));
        return new Request(http, new Target(List.of(""), Map.of()), Map.of(), "");
    }

    private static Source<ByteString, ?> pieces(int count, int size) {
        return Source.repeat(ByteString.fromString("x".repeat(size))).take(count);
    }

    private static byte[] read(Bodies bodies, Source<ByteString, ?> pieces, long limit) throws Exception {
        return read(bodies, request(pieces), limit);
    }

    private static byte[] read(Bodies bodies, Request request, long limit) throws Exception {
        return bodies.json(request, limit).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Request of(String user, Source<ByteString, ?> pieces) {
        Request request = request(pieces);
        request.by(new Principal(user, "", Grants.ALL, "", 0, Principal.NEVER));
        return request;
    }

    private static Source<ByteString, ?> kib(int kib) {
        return pieces(kib, 1024);
    }

    private static void assertProblem(Bodies bodies, Request request, int status) {
        assertThatThrownBy(() -> read(bodies, request, LARGE))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }

    @Test
    void one_user_gets_half_of_the_room_and_all_together_get_it_until_their_requests_are_answered() throws Exception {
        Bodies bodies = new Bodies(SystemMaterializer.get(kit.system()).materializer(), 400 * 1024);
        Request ann = of("ann", kib(200));
        assertThat(read(bodies, ann, LARGE)).hasSize(200 * 1024);
        Request more = of("ann", kib(100));
        assertProblem(bodies, more, 503);
        more.answered();
        Request bob = of("bob", kib(150));
        assertThat(read(bodies, bob, LARGE)).hasSize(150 * 1024);
        Request cid = of("cid", kib(100));
        assertProblem(bodies, cid, 503);
        cid.answered();
        ann.answered();
        assertThat(read(bodies, of("cid", kib(100)), LARGE)).hasSize(100 * 1024);
        bob.answered();
        assertThat(read(bodies, of("ann", kib(200)), LARGE)).hasSize(200 * 1024);
    }

    @Test
    void small_bodies_have_room_when_large_ones_have_taken_all() throws Exception {
        Bodies bodies = new Bodies(SystemMaterializer.get(kit.system()).materializer(), 400 * 1024);
        assertThat(read(bodies, of("ann", kib(200)), LARGE)).isNotEmpty();
        assertThat(read(bodies, of("bob", kib(200)), LARGE)).isNotEmpty();
        for (int i = 0; i < 100; i++) {
            Request small = of("ann", kib(64));
            assertThat(read(bodies, small, LARGE)).hasSize(64 * 1024);
            small.answered();
        }
        assertThat(read(bodies, of("cid", kib(64)), LARGE)).isNotEmpty();
        assertProblem(bodies, of("cid", kib(64)), 503);
    }

    @Test
    void a_body_that_stalls_or_comes_too_slowly_is_given_up_and_its_room_is_free() throws Exception {
        Bodies bodies =
                new Bodies(SystemMaterializer.get(kit.system()).materializer(), 400 * 1024, Duration.ofMillis(500));
        Request stalls = of("ann", kib(200).concat(Source.maybe()));
        assertProblem(bodies, stalls, 408);
        stalls.answered();
        Source<ByteString, ?> drops = pieces(Integer.MAX_VALUE, 1).throttle(1, Duration.ofMillis(50));
        Request slow = of("ann", drops);
        assertProblem(bodies, slow, 408);
        slow.answered();
        assertThat(read(bodies, of("ann", kib(200)), LARGE)).hasSize(200 * 1024);
    }

    @Test
    void a_body_without_end_is_given_up_and_one_that_breaks_off_is_a_bad_message() {
        Bodies bodies = new Bodies(SystemMaterializer.get(kit.system()).materializer(), 1_000_000);
        assertThatThrownBy(() -> read(bodies, pieces(Integer.MAX_VALUE, 1000), 10_000))
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TOO_LARGE));
        CompletableFuture<ByteString> broken = CompletableFuture.failedFuture(new IllegalStateException("inside"));
        assertThatThrownBy(() -> read(bodies, Source.fromCompletionStage(broken), 10_000))
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.BAD_MESSAGE))
                .hasMessageNotContaining("inside");
    }
}
