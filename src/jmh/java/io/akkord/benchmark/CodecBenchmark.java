package io.akkord.benchmark;

import io.akkord.journal.CommitCodec;
import io.akkord.journal.RoomCodec;
import io.akkord.journal.Stored;
import io.akkord.kind.Commit;
import io.akkord.ot.Operation;
import io.akkord.protocol.FrameReader;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import io.akkord.protocol.RoomWire;
import io.akkord.protocol.WireBuffer;
import io.akkord.room.RoomEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One keystroke as bytes, on the wire and in the journal, in both directions. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CodecBenchmark {
    private static final byte[] FRAME = """
            {"type":"OP","object":"rooms/notes","payload":{"op":[{"retain":1234},{"insert":"x"}]},"meta":{"version":4711,"seq":812}}
            """.strip().getBytes(StandardCharsets.UTF_8);

    private final RoomWire wire = new RoomWire();
    private final RoomCodec codec = new RoomCodec();
    private final FrameReader reader = new FrameReader(List.of(wire), 1 << 20);
    private final Commit<RoomEvent> commit = new Commit<>(
            4712,
            "client-1",
            812,
            "ann",
            "",
            1_700_000_000_000L,
            42,
            0,
            new RoomEvent.Edited(Operation.insert(1234, "x")));
    private final Stored<RoomEvent> stored = CommitCodec.seal(codec, commit, 7);
    private final byte[] encoded = wire.writeCommit(commit).bytes();

    @Benchmark
    public List<Inbound> readSubmissionFrame() {
        return reader.read(FRAME, "-", id -> Optional.of("text"));
    }

    @Benchmark
    public byte[] writeCommit() {
        return wire.writeCommit(commit).bytes();
    }

    @Benchmark
    public byte[] writeBroadcastFrame() {
        WireBuffer out = new WireBuffer();
        new Outbound.Commits("rooms/notes", List.of(encoded), 4712).write(out);
        return out.toBytes();
    }

    @Benchmark
    public byte[] writeAcknowledgement() {
        WireBuffer out = new WireBuffer();
        new Outbound.Ack("rooms/notes", 4712, 812, 1_700_000_000_000L, false).write(out);
        return out.toBytes();
    }

    @Benchmark
    public Stored<RoomEvent> sealStoredEvent() {
        return CommitCodec.seal(codec, commit, 7);
    }

    @Benchmark
    public Commit<RoomEvent> openStoredEvent() {
        return CommitCodec.open(codec, 4712, stored.type(), stored.bytes());
    }
}
