package io.akkord.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
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

/** A whole real editing history, applied edit by edit to the immutable document. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class TraceBenchmark {
    @Param("automerge-paper")
    public String trace;

    private Operation[] operations;

    @Setup
    public void load() throws IOException {
        List<Operation> all = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(
                        TraceBenchmark.class.getResourceAsStream("/traces/" + trace + ".json.gz"));
                InputStream text = new GZIPInputStream(file)) {
            for (JsonNode transaction : new ObjectMapper().readTree(text).get("txns")) {
                for (JsonNode patch : transaction) {
                    all.add(Operation.builder()
                            .retain(patch.get(0).asInt())
                            .insert(patch.get(2).asText())
                            .delete(patch.get(1).asInt())
                            .build());
                }
            }
        }
        operations = all.toArray(Operation[]::new);
    }

    @Benchmark
    public Document applyAll() {
        Document document = Document.EMPTY;
        for (Operation operation : operations) {
            document = document.apply(operation);
        }
        return document;
    }
}
