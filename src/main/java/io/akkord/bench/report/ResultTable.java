package io.akkord.bench.report;

import io.akkord.bench.load.LoadResult;
import io.akkord.bench.load.Percentiles;
import io.akkord.bench.load.Totals;
import io.akkord.bench.load.Verdict;
import java.io.PrintWriter;
import java.util.Locale;

/** The results as a table for the terminal. */
public final class ResultTable {
    private static final int MOST_FAULTS = 20;

    private ResultTable() {}

    public static void print(LoadResult result, PrintWriter out) {
        Totals totals = result.totals();
        out.println();
        line(out, "measured", "%.1f s%s", totals.seconds(), result.endedEarly() ? ", ended early" : "");
        line(
                out,
                "edits",
                "%,d acknowledged, %,.1f/s, in %,d commits",
                totals.edits(),
                totals.editsPerSecond(),
                totals.commits());
        line(out, "deliveries", "%,d, %,.1f/s", totals.deliveries(), totals.deliveriesPerSecond());
        line(out, "errors", "%s", errors(totals));
        line(
                out,
                "load tool",
                "%.2f of %d cores",
                result.cores(),
                Runtime.getRuntime().availableProcessors());
        out.println();
        out.printf(
                Locale.ROOT,
                "%-14s %10s %9s %9s %9s %9s %9s %9s%n",
                "ms",
                "count",
                "p50",
                "p90",
                "p95",
                "p99",
                "p99.9",
                "max");
        times(out, "acknowledged", totals.ack());
        times(out, "received", totals.propagation());
        out.println();
        verdict(out, result.verdict());
    }

    private static void line(PrintWriter out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "%-14s " + format + "%n", prepend(name, values));
    }

    private static Object[] prepend(String name, Object[] values) {
        Object[] all = new Object[values.length + 1];
        all[0] = name;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    private static void times(PrintWriter out, String name, Percentiles times) {
        out.printf(
                Locale.ROOT,
                "%-14s %,10d %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f%n",
                name,
                times.count(),
                times.p50(),
                times.p90(),
                times.p95(),
                times.p99(),
                times.p999(),
                times.max());
    }

    private static String errors(Totals totals) {
        StringBuilder text = new StringBuilder();
        totals.errors()
                .forEach((code, count) ->
                        text.append(code).append(' ').append(count).append(", "));
        text.append("connections broken ").append(totals.disconnects());
        return text.toString();
    }

    private static void verdict(PrintWriter out, Verdict verdict) {
        if (verdict.isPassed()) {
            out.printf(
                    Locale.ROOT,
                    "check passed: all clients have what the server has; %,d submissions acknowledged, %,d versions made%n",
                    verdict.acknowledged(),
                    verdict.versions());
            return;
        }
        out.printf(Locale.ROOT, "CHECK FAILED, %,d faults:%n", verdict.faults().size());
        verdict.faults().stream().limit(MOST_FAULTS).forEach(fault -> out.println("  " + fault));
        if (verdict.faults().size() > MOST_FAULTS) {
            out.println("  and " + (verdict.faults().size() - MOST_FAULTS) + " more");
        }
    }
}
