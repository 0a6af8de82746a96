package io.akkord.bench;

import io.akkord.bench.load.LoadResult;
import io.akkord.bench.load.LoadRun;
import io.akkord.bench.load.Plan;
import io.akkord.bench.report.HtmlReport;
import io.akkord.bench.report.ResultJson;
import io.akkord.bench.report.ResultTable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: puts load on a server, measures it, and checks that it lost nothing. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        sortOptions = false,
        description = {
            "Puts load on a running server and checks that it lost nothing.",
            "Clients type at random in rooms, or set keys of namespaces. Prints what was measured, and checks that all clients converged and that no "
                    + "acknowledged edit is missing. The rooms or namespaces stay when it ends.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "rooms",
            description =
                    "rooms, in which clients type, or namespaces, in which they set keys. Default: ${DEFAULT-VALUE}")
    private Plan.Kind kind;

    @Option(
            names = {"--rooms", "--namespaces"},
            paramLabel = "N",
            defaultValue = "10",
            description = "Rooms or namespaces. Default: ${DEFAULT-VALUE}")
    private int rooms;

    @Option(
            names = "--writers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Clients per object that edit. Default: ${DEFAULT-VALUE}")
    private int writers;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Clients per object that only watch. Default: ${DEFAULT-VALUE}")
    private int readers;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {
                "Edits per second of each writer, on a fixed timetable: latency counts from when an edit was due.",
                "Without it, a writer makes its next edit when the last is acknowledged."
            })
    private @Nullable Double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to measure, such as 30s or 5m. Default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long to type before measuring. Default: ${DEFAULT-VALUE}")
    private Duration warmUp;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long clients may take at the end until all agree. Default: ${DEFAULT-VALUE}")
    private Duration settle;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            description = "What the names begin with. Default: bench- and something random")
    private @Nullable String prefix;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Characters a room starts with, or a value has. Default: 1000 in rooms, 100 in namespaces")
    private @Nullable Integer size;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Keys per namespace that are set, at random. Default: ${DEFAULT-VALUE}")
    private int keys;

    @Option(names = "--disjoint", description = "Each reader of a namespace follows one key, not all of them.")
    private boolean disjoint;

    @Option(names = "--seed", paramLabel = "N", description = "Makes the same edits again. Default: random")
    private @Nullable Long seed;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "Where the report with charts goes, one HTML file; empty for none. Default: ${DEFAULT-VALUE}")
    private String report;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "result.json",
            description = "Where all results go as JSON; empty for none. Default: ${DEFAULT-VALUE}")
    private String json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Plan plan = plan();
        requireWritable(report);
        requireWritable(json);
        LoadRun run = new LoadRun(plan, new Progress(out));
        try (EarlyEnd end = EarlyEnd.callingOnSignal(run::stop)) {
            LoadResult result = run.execute();
            ResultTable.print(result, out);
            if (!report.isEmpty()) {
                Files.writeString(Path.of(report), HtmlReport.of(result));
                out.println("report: " + report);
            }
            if (!json.isEmpty()) {
                Files.writeString(Path.of(json), ResultJson.of(result));
                out.println("results: " + json);
            }
            out.flush();
            Ending ending = result.verdict().isPassed() ? Ending.WELL : Ending.CHECK_FAILED;
            end.exitCode(ending.code());
            return ending.code();
        }
    }

    private Plan plan() {
        try {
            if (rate != null && !(rate > 0)) {
                throw new IllegalArgumentException("a rate is greater than 0");
            }
            return new Plan(
                    server.server(),
                    kind,
                    rooms,
                    writers,
                    readers,
                    rate == null ? 0 : rate,
                    duration,
                    warmUp,
                    settle,
                    prefix == null ? "bench-" + UUID.randomUUID().toString().substring(0, 8) : prefix,
                    size == null ? kind == Plan.Kind.ROOMS ? 1000 : 100 : size,
                    keys,
                    disjoint,
                    seed == null ? ThreadLocalRandom.current().nextInt(1_000_000_000) : seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** A file that cannot be written is told of before the run, not after it. */
    private void requireWritable(String name) {
        if (!name.isEmpty()) {
            Path file = Path.of(name).toAbsolutePath();
            Path parent = file.getParent();
            boolean possible = Files.exists(file)
                    ? Files.isWritable(file) && !Files.isDirectory(file)
                    : parent != null && Files.isWritable(parent);
            if (!possible) {
                throw new ParameterException(spec.commandLine(), "cannot write " + name);
            }
        }
    }
}
