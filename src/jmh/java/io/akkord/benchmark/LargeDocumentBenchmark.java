package io.akkord.benchmark;

import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Edits at random places of a document as long as one may be, 10 Mi units. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LargeDocumentBenchmark {
    private static final int LENGTH = 10 * 1024 * 1024;

    private final SplittableRandom random = new SplittableRandom(3);
    private Document document;

    @Setup
    public void prepare() {
        document = Document.ofText("0123456789abcdef".repeat(LENGTH / 16 - 1));
    }

    /** Inserts and deletes take turns, so that the length stays. */
    @Benchmark
    public Document editAnywhere() {
        int length = document.length();
        Operation operation = (length & 1) == 0
                ? Operation.insert(random.nextInt(length + 1), "x")
                : Operation.delete(random.nextInt(length), 1);
        document = document.apply(operation);
        return document;
    }
}
