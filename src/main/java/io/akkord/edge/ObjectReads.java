package io.akkord.edge;

import io.akkord.history.Moment;
import io.akkord.history.PastState;
import io.akkord.history.PastStates;
import io.akkord.journal.History;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectKind;
import io.akkord.kind.ObjectState;
import io.akkord.protocol.ErrorCode;
import io.akkord.session.SessionKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Objects of one kind as they are, and as they were at a version or a time. */
final class ObjectReads<C, E, S> {
    private final Submissions objects;
    private final ObjectKind<C, E, S> kind;
    private final PastStates<C, E, S> past;
    private final Duration within;
    private final String noun;

    /** @param within time to read the past */
    ObjectReads(SessionKind<C, E, S> kind, Submissions objects, History history, Duration within) {
        this.objects = objects;
        this.kind = kind.runtime().kind();
        this.past = new PastStates<>(this.kind, kind.runtime().codec(), history);
        this.within = within;
        this.noun = kind.wire().label();
    }

    /** The moment that the parameters {@code version} and {@code at} name. */
    static Optional<Moment> moment(Request request) {
        Optional<Moment> version = request.target().parameter("version").isPresent()
                ? Optional.of(new Moment.Version(request.number("version", 0, 0)))
                : Optional.empty();
        Optional<Moment> at = request.time("at").map(Moment.Time::new);
        if (version.isPresent() && at.isPresent()) {
            throw Problem.badMessage("A read takes version or at, not both.");
        }
        return version.or(() -> at);
    }

    /** The version of an object; empty where it does not exist. */
    CompletionStage<OptionalLong> version(ObjectId id) {
        return objects.<S>read(id)
                .thenApply(head -> kind.exists(head.value()) ? OptionalLong.of(head.version()) : OptionalLong.empty());
    }

    /** The object as it is; a {@link Problem} where it does not exist. */
    CompletionStage<ObjectState<S>> present(ObjectId id) {
        return objects.<S>read(id).thenApply(this::existing);
    }

    /** The object at a moment; a {@link Problem} where it did not exist or nobody knows any more. */
    CompletionStage<ObjectState<S>> at(ObjectId id, Optional<Moment> moment) {
        return moment.isEmpty() ? present(id) : objects.<S>read(id).thenCompose(head -> at(id, moment.get(), head));
    }

    private ObjectState<S> existing(ObjectState<S> state) {
        if (!kind.exists(state.value())) {
            throw nothing();
        }
        return state;
    }

    private CompletionStage<ObjectState<S>> at(ObjectId id, Moment moment, ObjectState<S> head) {
        return read(id, moment, head).thenApply(found -> {
            if (found instanceof PastState.Known<S> known) {
                return known.state();
            }
            throw absent(found);
        });
    }

    /**
     * What the object was before a commit; the initial state where it did not exist.
     *
     * @param head the object as it stands
     */
    CompletionStage<S> before(ObjectId id, long version, ObjectState<S> head) {
        return read(id, new Moment.Version(version - 1), head).thenApply(found -> {
            if (found instanceof PastState.Known<S> known) {
                return known.state().value();
            }
            if (found instanceof PastState.Nothing) {
                return kind.initial();
            }
            throw absent(found);
        });
    }

    private CompletionStage<PastState<S>> read(ObjectId id, Moment moment, ObjectState<S> head) {
        return Deadline.of(past.at(id, moment, head), within, "The journal cannot be read now.");
    }

    private Problem absent(PastState<S> found) {
        if (found instanceof PastState.Busy) {
            return Problem.of(ErrorCode.OVERLOADED, "Too many read the past at the moment.");
        }
        return found instanceof PastState.Gone
                ? Problem.of(ErrorCode.GONE, "That far back the " + noun + " is no longer kept.")
                : nothing();
    }

    private Problem nothing() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no such " + noun + ".");
    }
}
