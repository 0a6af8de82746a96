package io.akkord.benchmark;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Props;
import io.akkord.SocketlessServer;
import io.akkord.journal.JournalHistory;
import io.akkord.journal.RoomCodec;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The SQLite journal: one write of a group of 256 commits, and reading ten thousand commits back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JournalBenchmark {
    private static final int GROUP = 256;
    private static final int HISTORY = 10_000;
    private static final int CLIENTS = 1_000;

    private final RoomCodec codec = new RoomCodec();
    private final ObjectId written = ObjectId.of(RoomKind.NAME, "written");
    private final ObjectId read = ObjectId.of(RoomKind.NAME, "read");
    private SocketlessServer server;
    private JournalHistory history;
    private ActorRef<Writer.Append> writer;

    @Setup
    public void start() throws InterruptedException, TimeoutException {
        server = new SocketlessServer();
        history = new JournalHistory(server.database(), CLIENTS);
        writer = server.system().systemActorOf(new Writer(written), "writer", Props.empty());
        ActorRef<Writer.Append> filler = server.system().systemActorOf(new Writer(read), "filler", Props.empty());
        filler.tell(new Writer.Append(HISTORY, server.system()));
        server.awaitCommitted(1);
    }

    @Benchmark
    public void appendGroup() throws InterruptedException, TimeoutException {
        writer.tell(new Writer.Append(GROUP, server.system()));
        server.awaitCommitted(1);
    }

    @Benchmark
    public List<Commit<RoomEvent>> replay() {
        return history.commits(codec, read, 1, Long.MAX_VALUE, HISTORY, Long.MAX_VALUE)
                .toCompletableFuture()
                .join();
    }

    @TearDown
    public void stop() {
        server.close();
    }
}
