package io.akkord.edge;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import io.akkord.settings.ConnectionSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs one connection. The first request must be there in time from when the connection was accepted, whatever of it, or of a TLS
 * handshake before it, has come so far; the next ones from when the last was answered. One that is refused is told so with its first
 * request, and has less time for it.
 */
final class ConnectionLogic extends TimerGraphStageLogic implements InHandler, OutHandler {
    private static final String TIMER = "request";
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(50);

    private final ConnectionStage stage;
    private final ConnectionSettings settings;

    private Connections.@Nullable Place place;
    private @Nullable AsyncCallback<HttpResponse> answered;
    private @Nullable AsyncCallback<Throwable> failed;
    private @Nullable Arrival arrival;
    private Connections.@Nullable Ending ending;
    private boolean busy;
    private boolean last;
    private long deadline;

    ConnectionLogic(ConnectionStage stage) {
        super(stage.shape());
        this.stage = stage;
        this.settings = stage.connections.settings();
        setHandlers(stage.in, stage.out, this);
    }

    @Override
    public void preStart() {
        Connections.Place taken = stage.connections.enter(stage.peer, stage.wait);
        place = taken;
        arrival = new Arrival(stage.peer, taken);
        answered = createAsyncCallback(this::onAnswer);
        failed = createAsyncCallback(this::failStage);
        AsyncCallback<Boolean> end = createAsyncCallback(this::onEnd);
        ending = end::invoke;
        stage.connections.began(ending);
        switch (taken.admitted()) {
            case SERVED -> expect(settings.requestWithin());
            case REFUSED ->
                expect(
                        settings.requestWithin().compareTo(REFUSED_WITHIN) < 0
                                ? settings.requestWithin()
                                : REFUSED_WITHIN);
            case CUT -> completeStage();
        }
    }

    @Override
    public void postStop() {
        if (ending != null) {
            stage.connections.ended(ending);
        }
        if (place != null) {
            place.end();
        }
    }

    private void onEnd(boolean now) {
        last = true;
        if (now || !busy) {
            completeStage();
        }
    }

    private void expect(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
        if (!isTimerActive(TIMER)) {
            scheduleOnce(TIMER, within);
        }
    }

    /** It runs on while requests are answered, for it is dear to set; so it may come too early. */
    @Override
    public void onTimer(Object timer) {
        long left = deadline - System.nanoTime();
        if (busy) {
            scheduleOnce(TIMER, settings.idleAfter());
        } else if (left > 0) {
            scheduleOnce(TIMER, Duration.ofNanos(Math.max(left, SOON.toNanos())));
        } else {
            completeStage();
        }
    }

    @Override
    public void onPush() {
        HttpRequest request = Objects.requireNonNull(arrival).with(grab(stage.in));
        busy = true;
        CompletionStage<HttpResponse> answer = answer(request);
        CompletableFuture<HttpResponse> known = answer.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            onAnswer(known.join());
        } else {
            AsyncCallback<HttpResponse> onAnswer = Objects.requireNonNull(answered);
            AsyncCallback<Throwable> onFailure = Objects.requireNonNull(failed);
            answer.whenComplete((response, failure) -> {
                if (failure == null) {
                    onAnswer.invoke(response);
                } else {
                    onFailure.invoke(failure);
                }
            });
        }
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        Connections.Place taken = Objects.requireNonNull(place);
        return taken.admitted() == Connections.Admitted.SERVED
                ? stage.reception.answer(request)
                : stage.reception.refuse(request, taken.refusal());
    }

    private void onAnswer(HttpResponse response) {
        busy = false;
        push(stage.out, response);
        if (last || isClosed(stage.in)) {
            completeStage();
        } else {
            expect(settings.idleAfter());
        }
    }

    @Override
    public void onPull() {
        if (!hasBeenPulled(stage.in) && !isClosed(stage.in)) {
            pull(stage.in);
        }
    }

    @Override
    public void onUpstreamFinish() {
        if (!busy) {
            completeStage();
        }
    }

    @Override
    public void onUpstreamFailure(Throwable failure) {
        failStage(failure);
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
        cancelStage(cause);
    }
}
