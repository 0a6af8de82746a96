package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.delta.Delta;
import io.akkord.system.delta.PlainDoc;
import io.akkord.system.server.JournalFile;
import io.akkord.system.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real editing histories, typed through a real socket. */
class TraceReplayIT {
    private static final List<String> TRACES = List.of("automerge-paper", "sveltecomponent");
    private static final int MOST_BUFFERED = 64;

    @TempDir
    Path folder;

    @Test
    void traces_end_in_exactly_their_content_and_still_do_after_a_restart() throws Exception {
        try (ServerProcess server = new ServerProcess(folder).start()) {
            try (Play play = new Play(server.port())) {
                for (String name : TRACES) {
                    play.room(name, "text");
                    TestClient author = play.client("author-" + name, 1, name).connect();
                    TestClient reader = play.client("reader-" + name, 2, name).connect();
                    play.awaitJoined();
                    type(Trace.load(name), author).get();
                    assertThat(reader.replicas()).hasSize(1);
                }
                play.settle(Duration.ofSeconds(60));
                play.check(JournalFile.of(server.dataDirectory())::read);
                verify(server);
            }
            server.terminate(Duration.ofSeconds(30));
            server.start();
            verify(server);
            try (Play again = new Play(server.port())) {
                for (String name : TRACES) {
                    again.room(name, "text");
                    again.client("late-" + name, 3, name).connect();
                }
                again.awaitJoined();
                for (String name : TRACES) {
                    assertThat(again.replicas(name).get(0).content().text())
                            .isEqualTo(Trace.load(name).endContent());
                }
            }
        }
    }

    @Test
    void the_traces_themselves_are_sound() throws Exception {
        for (String name : TRACES) {
            Trace trace = Trace.load(name);
            PlainDoc doc = new PlainDoc("");
            trace.edits().forEach(doc::apply);
            assertThat(doc.text()).isEqualTo(trace.endContent());
        }
    }

    private static void verify(ServerProcess server) throws Exception {
        for (String name : TRACES) {
            assertThat(server.http().text(name)).isEqualTo(Trace.load(name).endContent());
        }
    }

    /** Types as fast as the buffer behind the submission in flight takes it. */
    private static CompletableFuture<Void> type(Trace trace, TestClient client) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Replica replica = client.replicas().iterator().next();
        client.later(0, new Runnable() {
            private int next;

            @Override
            public void run() {
                List<Delta> edits = trace.edits();
                while (next < edits.size() && replica.bufferedEdits() < MOST_BUFFERED) {
                    Delta edit = edits.get(next++);
                    replica.edit(doc -> edit);
                }
                if (next == edits.size()) {
                    done.complete(null);
                } else {
                    client.later(1, this);
                }
            }
        });
        return done;
    }
}
