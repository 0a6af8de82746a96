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
import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BodiesTest {
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
        return new Request(http, new Target(List.of(""), Map.of()), Map.of(), () -> "");
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

    private static void assertOverloaded(Bodies bodies, Request request) {
        assertThatThrownBy(() -> read(bodies, request, 10_000))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.OVERLOADED));
    }

    @Test
    void all_bodies_together_keep_to_the_budget_until_their_requests_are_answered() throws Exception {
        Bodies bodies = new Bodies(SystemMaterializer.get(kit.system()).materializer(), 1000);
        Request tooMuch = request(pieces(11, 100));
        assertOverloaded(bodies, tooMuch);
        tooMuch.answered();
        Request waiting = request(pieces(10, 100));
        assertThat(read(bodies, waiting, 10_000)).hasSize(1000);
        Request second = request(pieces(1, 100));
        assertOverloaded(bodies, second);
        second.answered();
        waiting.answered();
        assertThat(read(bodies, pieces(10, 100), 10_000)).hasSize(1000);
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
