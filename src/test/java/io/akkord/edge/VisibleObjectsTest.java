package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.akkord.auth.Grants;
import io.akkord.auth.Level;
import io.akkord.auth.Principal;
import io.akkord.directory.Directory;
import io.akkord.directory.DirectoryEntry;
import io.akkord.kind.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibleObjectsTest {
    private static final Principal ANN = new Principal(
            "Ann", ObjectId.NO_TENANT, new Grants(Map.of("rooms/*-x", Level.READ)), "", 0, Principal.NEVER);

    @Test
    void whoMayReadNothingOfAnEndlessDirectoryLooksThroughABoundedPartOfIt() {
        AtomicInteger looks = new AtomicInteger();
        VisibleObjects objects = new VisibleObjects(endless(looks), "rooms", Duration.ofMinutes(5));
        assertThatThrownBy(() ->
                        objects.list(ANN, "", "", 10).toCompletableFuture().join())
                .hasCauseInstanceOf(Problem.class);
        assertThat(looks).hasValue(100);
    }

    @Test
    void nobodyLooksOnAfterTheTimeIsOver() {
        AtomicInteger looks = new AtomicInteger();
        VisibleObjects objects = new VisibleObjects(endless(looks), "rooms", Duration.ofNanos(1));
        assertThatThrownBy(() ->
                        objects.list(ANN, "", "", 10).toCompletableFuture().join())
                .hasCauseInstanceOf(Problem.class);
        assertThat(looks).hasValueLessThan(2);
    }

    /** Thousand names at each look, none of them readable. */
    private static Directory endless(AtomicInteger looks) {
        return new Directory() {
            @Override
            public CompletionStage<List<DirectoryEntry>> list(
                    String kind, String tenant, String prefix, String after, int limit) {
                int look = looks.incrementAndGet();
                return CompletableFuture.completedFuture(IntStream.range(0, limit)
                        .mapToObj(i -> new DirectoryEntry(
                                new ObjectId(kind, tenant, "n" + look + "." + i), "text", 1, 1, 0, false))
                        .toList());
            }

            @Override
            public CompletionStage<List<DirectoryEntry>> largest(String tenant, int limit) {
                return CompletableFuture.completedFuture(List.of());
            }
        };
    }
}
