package io.akkord.benchmark;

import io.akkord.SocketlessServer;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.object.ObjectCommand;
import io.akkord.ot.Operation;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The object runtime without sockets: submissions through sharding, group commit and the SQLite journal, each counted when it is
 * durable. Two thousand are under way at once, for one hot object or spread over 200.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class RuntimeBenchmark {
    private static final int UNDER_WAY = 2_000;

    @Param({"1", "200"})
    public int objects;

    private SocketlessServer server;
    private ObjectId[] ids;
    private final RoomCommand edit = new RoomCommand.Edit(RoomType.TEXT, Operation.insert(0, "x"));

    @Setup
    public void start() throws InterruptedException, TimeoutException {
        server = new SocketlessServer();
        ids = new ObjectId[objects];
        for (int i = 0; i < objects; i++) {
            ids[i] = ObjectId.of(RoomKind.NAME, "room-" + i);
            submit(ids[i]);
        }
        server.awaitCommitted(objects);
    }

    private void submit(ObjectId id) {
        Submission<RoomCommand> submission =
                new Submission<>("_jmh", Submission.UNNUMBERED, Submission.HEAD, "jmh", "", 0, edit);
        server.send(new ObjectCommand.Submit<>(id, submission, "", server.system()));
    }

    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public void submissions() throws InterruptedException, TimeoutException {
        for (int i = 0; i < UNDER_WAY; i++) {
            submit(ids[i % objects]);
        }
        server.awaitCommitted(UNDER_WAY);
    }

    @TearDown
    public void stop() {
        server.close();
    }
}
