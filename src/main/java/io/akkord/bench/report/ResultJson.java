package io.akkord.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.bench.load.LoadResult;
import io.akkord.bench.load.Percentiles;
import io.akkord.bench.load.Plan;
import io.akkord.bench.load.Sample;
import io.akkord.bench.load.Totals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as JSON: times in milliseconds, durations in seconds. The token is not in it. */
public final class ResultJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ResultJson() {}

    public static String of(LoadResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeStringField("started", result.started().toString());
            out.writeBooleanField("endedEarly", result.endedEarly());
            out.writeNumberField("toolCores", rounded(result.cores()));
            settings(result.plan(), out);
            totals(result.totals(), out);
            out.writeObjectFieldStart("check");
            out.writeBooleanField("passed", result.verdict().isPassed());
            out.writeNumberField("acknowledged", result.verdict().acknowledged());
            out.writeNumberField("versions", result.verdict().versions());
            out.writeArrayFieldStart("faults");
            for (String fault : result.verdict().faults()) {
                out.writeString(fault);
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeArrayFieldStart("samples");
            for (Sample sample : result.samples()) {
                sample(sample, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void settings(Plan plan, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("settings");
        out.writeStringField("url", plan.server().base().toString());
        out.writeStringField("kind", plan.kind().name().toLowerCase(Locale.ROOT));
        out.writeNumberField("rooms", plan.rooms());
        out.writeNumberField("writers", plan.writers());
        out.writeNumberField("readers", plan.readers());
        if (plan.isClosedLoop()) {
            out.writeNullField("rate");
        } else {
            out.writeNumberField("rate", plan.rate());
        }
        out.writeNumberField("duration", plan.duration().toMillis() / 1000.0);
        out.writeNumberField("warmUp", plan.warmUp().toMillis() / 1000.0);
        out.writeNumberField("settle", plan.settle().toMillis() / 1000.0);
        out.writeStringField("prefix", plan.prefix());
        out.writeNumberField("size", plan.size());
        out.writeNumberField("keys", plan.keys());
        out.writeBooleanField("disjoint", plan.disjoint());
        out.writeNumberField("seed", plan.seed());
        out.writeEndObject();
    }

    private static void totals(Totals totals, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("totals");
        out.writeNumberField("seconds", rounded(totals.seconds()));
        out.writeNumberField("edits", totals.edits());
        out.writeNumberField("editsPerSecond", rounded(totals.editsPerSecond()));
        out.writeNumberField("commits", totals.commits());
        out.writeNumberField("deliveries", totals.deliveries());
        out.writeNumberField("deliveriesPerSecond", rounded(totals.deliveriesPerSecond()));
        percentiles("ack", totals.ack(), out);
        percentiles("propagation", totals.propagation(), out);
        curve("ackCurve", totals.ackCurve(), out);
        curve("propagationCurve", totals.propagationCurve(), out);
        out.writeObjectFieldStart("errors");
        for (Map.Entry<String, Long> error : totals.errors().entrySet()) {
            out.writeNumberField(error.getKey(), error.getValue());
        }
        out.writeEndObject();
        out.writeNumberField("disconnects", totals.disconnects());
        out.writeEndObject();
    }

    private static void sample(Sample sample, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("second", rounded(sample.second()));
        out.writeBooleanField("measured", sample.measured());
        out.writeNumberField("editsPerSecond", rounded(sample.editsPerSecond()));
        out.writeNumberField("deliveriesPerSecond", rounded(sample.deliveriesPerSecond()));
        out.writeNumberField("errors", sample.errors());
        percentiles("ack", sample.ack(), out);
        percentiles("propagation", sample.propagation(), out);
        out.writeEndObject();
    }

    private static void percentiles(String name, Percentiles times, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeNumberField("count", times.count());
        out.writeNumberField("mean", rounded(times.mean()));
        out.writeNumberField("p50", times.p50());
        out.writeNumberField("p90", times.p90());
        out.writeNumberField("p95", times.p95());
        out.writeNumberField("p99", times.p99());
        out.writeNumberField("p99.9", times.p999());
        out.writeNumberField("max", times.max());
        out.writeEndObject();
    }

    private static void curve(String name, List<Percentiles.Point> points, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart(name);
        for (Percentiles.Point point : points) {
            out.writeStartArray();
            out.writeNumber(Math.round(point.share() * 1e6) / 1e6);
            out.writeNumber(point.millis());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
