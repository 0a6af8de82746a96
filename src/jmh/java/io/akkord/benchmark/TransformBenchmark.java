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
import org.openjdk.jmh.infra.Blackhole;

/** Transform and compose of a pair of operations: one keystroke each, and 16 components each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TransformBenchmark {
    private static final int PAIRS = 64;

    @Param({"1", "16"})
    public int components;

    private final Operation[] committed = new Operation[PAIRS];
    private final Operation[] incoming = new Operation[PAIRS];
    private final Operation[] following = new Operation[PAIRS];
    private int next;

    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < PAIRS; i++) {
            committed[i] = Edits.components(random, components);
            incoming[i] = Edits.components(random, components);
            following[i] = Edits.components(random, components);
        }
    }

    private int turn() {
        next = (next + 1) % PAIRS;
        return next;
    }

    @Benchmark
    public Operation transform() {
        int i = turn();
        return committed[i].transform(incoming[i], true);
    }

    @Benchmark
    public Operation compose() {
        int i = turn();
        return committed[i].compose(following[i]);
    }

    /** As a client does: both ways. */
    @Benchmark
    public void transformBothWays(Blackhole hole) {
        int i = turn();
        hole.consume(committed[i].transform(incoming[i], true));
        hole.consume(incoming[i].transform(committed[i], false));
    }
}
