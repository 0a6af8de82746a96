package io.akkord.edge;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ResponseEntity;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import io.akkord.edge.socket.Stay;
import io.akkord.journal.History;
import io.akkord.journal.VersionNotFoundException;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import io.akkord.session.SessionKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The commits of an object, ascending. They are read out of the journal, but never beyond the version the object itself has
 * confirmed; so nothing is told of a write whose outcome is still open. Deleted objects keep their history; of a purged one it begins
 * behind the purge, and what is asked for from before that is gone. The tag of an answer is the version of the object, whatever part of
 * the history was asked for.
 */
final class HistoryRoutes<C, E, S> {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final long DEFAULT_LIMIT = 100;
    private static final long MOST = 1000;
    private static final long PAGE_BYTES = 4 * 1024 * 1024;

    /** Stored bytes that a stream holds of its history at a time; small, because a client may stop reading and stay. */
    private static final long STREAM_BYTES = 128 * 1024;

    private final SessionKind<C, E, S> kind;
    private final Submissions objects;
    private final History history;
    private final Story<E, S> story;
    private final Duration within;

    /** @param within time for one read of the journal */
    HistoryRoutes(SessionKind<C, E, S> kind, Submissions objects, History history, Story<E, S> story, Duration within) {
        this.kind = kind;
        this.objects = objects;
        this.history = history;
        this.story = story;
        this.within = within;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/v1/" + kind.wire().kind() + "/{id}/history", Needs.READ, this::get)
                .taking("from", "to", "limit"));
    }

    private CompletionStage<HttpResponse> get(Request request) {
        ObjectId id = request.object(kind.wire().kind());
        boolean begins = request.target().parameter("from").isEmpty();
        long from = Math.max(1, request.number("from", 0, 1));
        long to = request.number("to", 0, Long.MAX_VALUE);
        boolean lines = Negotiation.choose(request, List.of(JSON, LINES)).equals(LINES);
        long limit = Math.min(
                request.number("limit", 1, lines ? Long.MAX_VALUE : DEFAULT_LIMIT), lines ? Long.MAX_VALUE : MOST);
        Revalidation revalidation = Revalidation.of(request);
        return objects.<S>read(id).thenCompose(state -> {
            if (state.version() == 0) {
                throw Problem.of(ErrorCode.NOT_FOUND, "Nothing was ever committed here.");
            }
            long last = Math.min(to, state.version());
            return read(history.keptFrom(id)).thenCompose(kept -> {
                if (kept > 1 && kept > (begins ? last : from)) {
                    throw gone();
                }
                long first = begins ? kept : from;
                Optional<HttpResponse> notModified = revalidation.notModified(state.version());
                if (notModified.isPresent()) {
                    return CompletableFuture.completedFuture(notModified.get());
                }
                HttpResponse fresh = Revalidation.fresh(state.version());
                return story.from(id, first, state)
                        .thenCompose(teller -> lines
                                ? CompletableFuture.completedFuture(stream(request, id, first, last, limit, teller))
                                : page(id, first, last, (int) limit, PAGE_BYTES)
                                        .thenApply(commits -> json(commits, last, teller)))
                        .thenApply(fresh::withEntity);
            });
        });
    }

    private CompletionStage<List<Commit<E>>> page(ObjectId id, long from, long to, int count, long bytes) {
        if (from > to) {
            return CompletableFuture.completedFuture(List.of());
        }
        return read(history.commits(kind.runtime().codec(), id, from, to, count, bytes));
    }

    private <T> CompletionStage<T> read(CompletionStage<T> stage) {
        return Deadline.of(stage, within, failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof VersionNotFoundException
                    ? gone()
                    : Problem.of(ErrorCode.UNAVAILABLE, "The journal cannot be read now.");
        });
    }

    private static Problem gone() {
        return Problem.of(ErrorCode.GONE, "That far back the history is no longer kept.");
    }

    private ResponseEntity json(List<Commit<E>> commits, long to, Function<Commit<E>, byte[]> teller) {
        ByteStringBuilder body = new ByteStringBuilder();
        body.append(ByteString.fromString("{\"commits\":["));
        long last = 0;
        for (Commit<E> commit : commits) {
            if (last > 0) {
                body.addOne((byte) ',');
            }
            body.append(ByteString.fromArrayUnsafe(teller.apply(commit)));
            last = commit.version();
        }
        body.append(ByteString.fromString(last > 0 && last < to ? "],\"next\":" + (last + 1) + "}" : "]}"));
        return HttpEntities.create(ContentTypes.APPLICATION_JSON, body.result());
    }

    /**
     * One commit per line, page by page as the client takes them: each page is a short read of its own, and there is none while the
     * client reads nothing. It ends where the object stood when the request came.
     */
    private ResponseEntity stream(
            Request request, ObjectId id, long from, long to, long limit, Function<Commit<E>, byte[]> teller) {
        Stay stay = request.throttle().stream(request);
        Source<ByteString, NotUsed> lines = Source.unfoldAsync(new Cursor(from, limit), cursor -> {
            if (cursor.from > to || cursor.left <= 0) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            int count = (int) Math.min(MOST, cursor.left);
            return page(id, cursor.from, to, count, STREAM_BYTES).thenApply(commits -> {
                if (commits.isEmpty()) {
                    // The answer must not look whole: the connection ends without its closing chunk.
                    throw Problem.of(ErrorCode.GONE, "The rest of the history is no longer kept.");
                }
                long last = commits.get(commits.size() - 1).version();
                return Optional.of(
                        Pair.create(new Cursor(last + 1, cursor.left - commits.size()), lines(commits, teller)));
            });
        });
        return HttpEntities.create(ContentTypes.parse(LINES), counted(lines, stay));
    }

    /** The stream counts from when it is asked for its first line until its end, whoever ends it. */
    private static Source<ByteString, ?> counted(Source<ByteString, NotUsed> lines, Stay stay) {
        return Source.fromMaterializer((materializer, attributes) -> {
            stay.begin();
            return lines.watchTermination((nothing, end) -> {
                end.whenComplete((done, failure) -> stay.end());
                return nothing;
            });
        });
    }

    private ByteString lines(List<Commit<E>> commits, Function<Commit<E>, byte[]> teller) {
        ByteStringBuilder text = new ByteStringBuilder();
        for (Commit<E> commit : commits) {
            text.append(ByteString.fromArrayUnsafe(teller.apply(commit)));
            text.addOne((byte) '\n');
        }
        return text.result();
    }

    /** Where a stream goes on, and how many commits it may still have. */
    private record Cursor(long from, long left) {}
}
