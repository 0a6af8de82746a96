package io.akkord.bench;

import io.akkord.bench.load.LoadListener;
import io.akkord.bench.load.Sample;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** A line per second; in colour where somebody looks at a terminal, plain where it goes to a file. */
final class Progress implements LoadListener {
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void stage(String what) {
        print("@|bold " + what + "|@");
    }

    @Override
    public void sample(Sample sample) {
        String line = String.format(
                Locale.ROOT,
                "%5.0f s  %8.0f edits/s  %9.0f deliveries/s  ack p50 %7.2f  p99 %8.2f ms  propagation p99 %8.2f ms",
                sample.second(),
                sample.editsPerSecond(),
                sample.deliveriesPerSecond(),
                sample.ack().p50(),
                sample.ack().p99(),
                sample.propagation().p99());
        if (sample.errors() > 0) {
            line += "  @|red " + sample.errors() + " errors|@";
        }
        print(sample.measured() ? line : "@|faint " + line + "|@");
    }

    private void print(String markup) {
        out.println(Ansi.AUTO.string(markup));
        out.flush();
    }
}
