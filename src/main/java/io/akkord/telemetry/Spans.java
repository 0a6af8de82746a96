package io.akkord.telemetry;

import io.akkord.kind.ObjectId;
import io.akkord.object.ObjectTracing;
import io.akkord.object.Trace;
import io.akkord.object.Tracing;
import io.akkord.settings.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Spans of OpenTelemetry:
 *
 * <pre>
 * POST /v1/rooms/{id}/ops   a request at the edge, or: submission, one that a session sends
 * └─ object                 from its arrival at the object to its answer
 *    ├─ journal write       of the group it is in
 *    └─ fan-out             of that group to the nodes that listen
 * </pre>
 *
 * A group has one write; its span stands below the first submission that is followed and is linked with the others.
 */
public final class Spans implements Tracing {
    private static final Duration EXPORT_WITHIN = Duration.ofSeconds(5);
    private static final long CLOSE_SECONDS = 2;
    private static final int FAILED = 500;

    /** {@code 00-} trace {@code -} span {@code -} flags. */
    private static final int TRACE_FROM = 3;

    private static final int TRACE_TO = 35;
    private static final int SPAN_FROM = 36;
    private static final int SPAN_TO = 52;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Spans(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("io.akkord");
    }

    /** Sends spans where the settings say; a receiver that is not there costs a log line now and then and nothing else. */
    public static Spans start(TracingSettings settings) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setTimeout(EXPORT_WITHIN)
                .build();
        Sampler share = new Share(settings.sample());
        Attributes name = Attributes.of(AttributeKey.stringKey("service.name"), "akkord");
        return new Spans(SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(name)))
                // What a client says of its own trace does not make the server follow more than it wants to.
                .setSampler(Sampler.parentBasedBuilder(share)
                        .setRemoteParentSampled(share)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build());
    }

    /** By chance, not by the trace id: that is the client's choice, and with it would be what is followed. */
    private record Share(double of) implements Sampler {
        @Override
        public SamplingResult shouldSample(
                Context parent, String trace, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
            return ThreadLocalRandom.current().nextDouble() < of
                    ? SamplingResult.recordAndSample()
                    : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return "a share of " + of;
        }
    }

    @Override
    public Request request(String method, String route, String correlation, Supplier<Optional<String>> traceparent) {
        Span span = tracer.spanBuilder(method + " " + route)
                .setSpanKind(SpanKind.SERVER)
                .setParent(
                        traceparent.get().map(parent -> context(parent, true)).orElseGet(Context::root))
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", route)
                .setAttribute("akkord.correlation", correlation)
                .startSpan();
        return span.getSpanContext().isSampled() ? new Followed(span, trace(correlation, span)) : () -> correlation;
    }

    private record Followed(Span span, String trace) implements Request {
        @Override
        public void answered(int status) {
            span.setAttribute("http.response.status_code", status);
            if (status >= FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    @Override
    public String submitted(ObjectId id, String correlation) {
        Span span = tracer.spanBuilder("submission")
                .setSpanKind(SpanKind.PRODUCER)
                .setNoParent()
                .setAttribute("akkord.object", id.label())
                .setAttribute("akkord.correlation", correlation)
                .startSpan();
        span.end();
        return span.getSpanContext().isSampled() ? trace(correlation, span) : correlation;
    }

    @Override
    public ObjectTracing object(ObjectId id) {
        return new ObjectSpans(tracer, id);
    }

    private static String trace(String correlation, Span span) {
        SpanContext context = span.getSpanContext();
        return Trace.of(correlation, "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01");
    }

    /** @param remote whether a client says so */
    static Context context(String traceparent, boolean remote) {
        String trace = traceparent.substring(TRACE_FROM, TRACE_TO);
        String span = traceparent.substring(SPAN_FROM, SPAN_TO);
        TraceFlags flags = TraceFlags.fromHex(traceparent, SPAN_TO + 1);
        SpanContext context = remote
                ? SpanContext.createFromRemoteParent(trace, span, flags, TraceState.getDefault())
                : SpanContext.create(trace, span, flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(context));
    }

    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
