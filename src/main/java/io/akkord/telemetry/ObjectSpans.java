package io.akkord.telemetry;

import io.akkord.kind.ObjectId;
import io.akkord.object.ObjectTracing;
import io.akkord.object.Trace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The spans of one incarnation of an object. Those of submissions that never get an answer here end when there are too many. */
final class ObjectSpans implements ObjectTracing {
    private static final int MOST = 1_000;
    private static final int TRACEPARENT = 55;

    private final Tracer tracer;
    private final ObjectId id;
    private final Map<String, Span> underWay = new LinkedHashMap<>();
    private Optional<Context> group = Optional.empty();
    private Span step = Span.getInvalid();

    ObjectSpans(Tracer tracer, ObjectId id) {
        this.tracer = tracer;
        this.id = id;
    }

    @Override
    public void arrived(String trace) {
        Trace.parent(trace).filter(parent -> parent.length() == TRACEPARENT).ifPresent(parent -> {
            Span span = tracer.spanBuilder("object")
                    .setSpanKind(SpanKind.CONSUMER)
                    .setParent(Spans.context(parent, false))
                    .setAttribute("akkord.object", id.label())
                    .setAttribute("akkord.correlation", Trace.correlation(trace))
                    .startSpan();
            end(Optional.ofNullable(underWay.put(trace, span)));
            if (underWay.size() > MOST) {
                Iterator<Span> oldest = underWay.values().iterator();
                end(Optional.of(oldest.next()));
                oldest.remove();
            }
        });
    }

    private static void end(Optional<Span> unknown) {
        unknown.ifPresent(span -> {
            span.setStatus(StatusCode.ERROR, "unknown outcome");
            span.end();
        });
    }

    @Override
    public void writes(List<String> traces, int commits, long bytes) {
        List<Span> spans = traces.stream()
                .flatMap(trace -> Optional.ofNullable(underWay.get(trace)).stream())
                .toList();
        group = spans.stream().findFirst().map(span -> Context.root().with(span));
        begin("journal write").ifPresent(builder -> {
            spans.stream().skip(1).forEach(span -> builder.addLink(span.getSpanContext()));
            step = builder.setAttribute("akkord.commits", commits)
                    .setAttribute("akkord.bytes", bytes)
                    .startSpan();
        });
    }

    private Optional<SpanBuilder> begin(String name) {
        return group.map(parent -> tracer.spanBuilder(name)
                .setSpanKind(SpanKind.INTERNAL)
                .setParent(parent)
                .setAttribute("akkord.object", id.label()));
    }

    @Override
    public void written() {
        endStep();
    }

    @Override
    public void fansOut(int commits) {
        begin("fan-out")
                .ifPresent(builder ->
                        step = builder.setAttribute("akkord.commits", commits).startSpan());
    }

    @Override
    public void fannedOut(int nodes) {
        step.setAttribute("akkord.nodes", nodes);
        endStep();
    }

    private void endStep() {
        step.end();
        step = Span.getInvalid();
    }

    @Override
    public void decided(String trace, String outcome, long version) {
        Span span = underWay.remove(trace);
        if (span != null) {
            span.setAttribute("akkord.outcome", outcome).setAttribute("akkord.version", version);
            span.end();
        }
    }

    @Override
    public void lost() {
        end(Optional.of(step).filter(Span::isRecording));
        step = Span.getInvalid();
        group = Optional.empty();
        underWay.values().forEach(span -> end(Optional.of(span)));
        underWay.clear();
    }
}
