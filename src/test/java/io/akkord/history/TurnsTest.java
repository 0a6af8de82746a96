package io.akkord.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2, 3);
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private Optional<CompletionStage<String>> take() {
        return turns.take(() -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            begun.add(work);
            return work;
        });
    }

    @Test
    void more_than_may_be_under_way_waits_and_more_than_may_wait_is_turned_away() {
        List<CompletionStage<String>> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(take().orElseThrow());
        }
        assertThat(begun).hasSize(2);
        assertThat(take()).isEmpty();
        begun.get(1).complete("second");
        assertThat(begun).hasSize(3);
        assertThat(take()).isPresent();
        begun.get(0).complete("first");
        begun.get(2).complete("third");
        assertThat(begun).hasSize(5);
        assertThat(taken.subList(0, 3))
                .extracting(stage -> stage.toCompletableFuture().join())
                .containsExactly("first", "second", "third");
    }

    @Test
    void work_that_fails_gives_its_turn_back() {
        for (int i = 0; i < 20; i++) {
            CompletionStage<String> thrown = turns.<String>take(() -> {
                        throw new IllegalStateException("as the test wants");
                    })
                    .orElseThrow();
            assertThatThrownBy(() -> thrown.toCompletableFuture().join()).isInstanceOf(CompletionException.class);
            CompletionStage<String> failed = take().orElseThrow();
            begun.get(i).completeExceptionally(new IllegalStateException("as the test wants"));
            assertThatThrownBy(() -> failed.toCompletableFuture().join()).isInstanceOf(CompletionException.class);
        }
        assertThat(take()).isPresent();
        assertThat(begun).hasSize(21);
    }
}
