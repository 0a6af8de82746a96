package io.akkord.bench;

import io.akkord.bench.replay.Replay;
import io.akkord.bench.replay.ReplayResult;
import io.akkord.bench.replay.Trace;
import io.akkord.bench.replay.TraceReader;
import io.akkord.bench.text.Text;
import io.akkord.bench.text.TextOperation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: types a recorded editing history into a room and checks the final text. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        sortOptions = false,
        description = {
            "Feeds an editing trace to a room, edit by edit, and checks that the server ends with exactly the trace's text.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Parameters(
            paramLabel = "FILE",
            description = "A trace of the editing-traces kind (github.com/josephg/editing-traces), .json or .json.gz.")
    private Path file;

    @Option(
            names = "--room",
            paramLabel = "NAME",
            description = "An empty or new room. Default: replay- and something random")
    private @Nullable String room;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            description = {
                "Edits composed into one commit while another is under way, at most. Default: ${DEFAULT-VALUE}",
                "1 makes every edit a commit of its own."
            })
    private int batch;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (batch < 1) {
            throw misuse("a batch has at least one edit");
        }
        Trace trace = trace();
        String into = room == null ? "replay-" + UUID.randomUUID().toString().substring(0, 8) : room;
        if (!into.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}")) {
            throw misuse("a room's name has 1 to 128 of A-Za-z0-9._- and does not start with a dot");
        }
        out.println("typing " + trace.edits().size() + " edits into the room " + into);
        ReplayResult result;
        try {
            result = new Replay(trace, batch)
                    .into(server.server(), into, edits -> out.println(edits + " edits acknowledged"));
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
        out.printf(
                Locale.ROOT,
                "%,d edits in %.1f s: %,.0f edits/s, %,d commits, %,.0f commits/s%n",
                result.edits(),
                result.seconds(),
                result.editsPerSecond(),
                result.commits(),
                result.commitsPerSecond());
        if (result.faults().isEmpty()) {
            out.println("check passed: the server has exactly the trace's final text");
            return Ending.WELL.code();
        }
        out.println("CHECK FAILED:");
        result.faults().forEach(fault -> out.println("  " + fault));
        return Ending.CHECK_FAILED.code();
    }

    /** Reads the trace and makes sure that it is sound, so that a difference at the end is the server's. */
    private Trace trace() {
        if (!Files.isReadable(file)) {
            throw misuse("cannot read " + file);
        }
        try {
            Trace trace = TraceReader.read(file);
            Text text = new Text("");
            trace.edits()
                    .forEach(edit ->
                            text.apply(TextOperation.replace(edit.position(), edit.deleted(), edit.inserted())));
            if (!text.sameAs(trace.endContent())) {
                throw misuse("the edits of " + file + " do not make its endContent");
            }
            return trace;
        } catch (IOException | IllegalArgumentException e) {
            throw misuse(file + " is not usable: " + e.getMessage());
        }
    }

    private ParameterException misuse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
