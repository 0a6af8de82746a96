package io.akkord.benchmark;

import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.kind.Commit;
import io.akkord.kind.Decision;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.namespace.Effect;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceRules;
import io.akkord.namespace.NamespaceState;
import io.akkord.namespace.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** The pure state of a namespace: sets that replace values of 100 bytes, and reads, of keys in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NamespaceBenchmark {
    private static final int ORDER = 1 << 16;

    @Param({"1000", "100000"})
    public int keys;

    private final NamespaceKind kind =
            new NamespaceKind(id -> NamespaceRules.DEFAULT).of(ObjectId.of(NamespaceKind.NAME, "shop"));
    private final JsonValue value = new JsonString("x".repeat(98));
    private final String[] order = new String[ORDER];
    private NamespaceState state;
    private long version;
    private int next;

    @Setup
    public void prepare() {
        List<Effect> effects = new ArrayList<>();
        String[] names = new String[keys];
        for (int i = 0; i < keys; i++) {
            names[i] = "cart:item:" + i;
            effects.add(Effect.Put.of(names[i], value));
        }
        state = kind.evolve(kind.initial(), commit(new NamespaceEvent.Created(1, effects, false)));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < ORDER; i++) {
            order[i] = names[random.nextInt(keys)];
        }
    }

    private Commit<NamespaceEvent> commit(NamespaceEvent event) {
        version++;
        return new Commit<>(version, "ann", version, "user", "", version, 0, 0, event);
    }

    private String key() {
        return order[next++ & (ORDER - 1)];
    }

    @Benchmark
    public Optional<JsonValue> read() {
        return state.value(key());
    }

    /** A commit applied, as every one is, also when an object comes back from its journal. */
    @Benchmark
    public NamespaceState set() {
        state = kind.evolve(state, commit(new NamespaceEvent.Changed(List.of(Effect.Put.of(key(), value)), false)));
        return state;
    }

    /** A submission decided and its commit applied. */
    @Benchmark
    public NamespaceState submitSet() {
        NamespaceCommand command =
                NamespaceCommand.Change.of(List.of(NamespaceChange.Set.of(key(), value)), Strategy.REPLACE);
        Decision<NamespaceEvent> decision = kind.decide(
                state, version, new Submission<>("ann", version + 1, Submission.HEAD, "user", "", 0, command));
        state = kind.evolve(state, commit(((Decision.Accepted<NamespaceEvent>) decision).event()));
        return state;
    }
}
