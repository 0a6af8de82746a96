package io.akkord.benchmark;

import io.akkord.ot.Operation;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What somebody who was away costs: one operation transformed over every commit that was missed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RebaseBenchmark {
    private static final int LENGTH = 50_000;

    @Param({"100", "10000"})
    public int missed;

    private Operation[] commits;
    private Operation incoming;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(2);
        commits = new Operation[missed];
        for (int i = 0; i < missed; i++) {
            commits[i] = Edits.keystroke(random, LENGTH + i);
        }
        incoming = Operation.insert(LENGTH / 2, "offline");
    }

    @Benchmark
    public Operation overMissedCommits() {
        Operation operation = incoming;
        for (Operation commit : commits) {
            operation = commit.transform(operation, true);
        }
        return operation;
    }
}
