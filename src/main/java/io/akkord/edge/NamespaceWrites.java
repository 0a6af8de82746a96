package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import io.akkord.kind.ObjectId;
import io.akkord.namespace.Condition;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceState;
import io.akkord.object.Outcome;
import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes to single keys and MFEs, on what they expect to find. */
final class NamespaceWrites {
    private final Submissions objects;

    NamespaceWrites(Submissions objects) {
        this.objects = objects;
    }

    /**
     * Changes what is there, or puts it there. Where nothing is expected of it, it may come or go between the look at it, which makes
     * the answer 200 or 201, and the write.
     */
    CompletionStage<HttpResponse> put(NamespacePlace place, Preconditions.Expected expected, NamespaceChange change) {
        return expected.version(() -> version(place))
                .thenCompose(version -> isNew(place, version)
                        .thenCompose(isNew -> submit(place, version, change)
                                .thenApply(done -> WriteAnswers.written(
                                        done,
                                        isNew,
                                        place.path(),
                                        out -> out.writeStringField(place.label(), place.name())))));
    }

    /** Changes what must be there. */
    CompletionStage<HttpResponse> change(
            NamespacePlace place, Preconditions.Expected expected, NamespaceChange change) {
        return expected.version(() -> version(place))
                .thenCompose(version -> submit(place, found(version), change))
                .thenApply(done -> WriteAnswers.written(
                        done, false, place.path(), out -> out.writeStringField(place.label(), place.name())));
    }

    /** Removes what must be there. */
    CompletionStage<HttpResponse> remove(
            NamespacePlace place, Preconditions.Expected expected, NamespaceChange removal) {
        return expected.version(() -> version(place))
                .thenCompose(version -> version == Preconditions.ABSENT
                        ? version(place).<Outcome.Committed>thenApply(actual -> {
                            throw actual.isPresent() ? Preconditions.failed() : nothing();
                        })
                        : submit(place, found(version), removal))
                .thenApply(WriteAnswers::committed);
    }

    private static long found(long version) {
        return version == Preconditions.ANY ? Condition.FOUND : version;
    }

    private CompletionStage<Boolean> isNew(NamespacePlace place, long expected) {
        return expected == Preconditions.ANY
                ? version(place).thenApply(OptionalLong::isEmpty)
                : CompletableFuture.completedFuture(expected == Preconditions.ABSENT);
    }

    private CompletionStage<OptionalLong> version(NamespacePlace place) {
        return objects.<NamespaceState>read(place.id()).thenApply(head -> place.version(head.value()));
    }

    private CompletionStage<Outcome.Committed> submit(NamespacePlace place, long expected, NamespaceChange change) {
        Condition condition = new Condition(place.on(), place.name(), expected);
        return submit(place.id(), place.user(), List.of(change), condition);
    }

    /** Commits changes of whatever is current, if the condition holds then. */
    CompletionStage<Outcome.Committed> submit(
            ObjectId id, String user, List<NamespaceChange> changes, Condition condition) {
        return objects.submit(id, user, NamespaceCommand.Write.of(changes, condition));
    }

    static Problem nothing() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no such thing in this namespace.");
    }
}
