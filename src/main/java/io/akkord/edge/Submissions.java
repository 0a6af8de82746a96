package io.akkord.edge;

import io.akkord.kind.Names;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Submission;
import io.akkord.object.Outcome;
import io.akkord.object.ReadAnswer;
import io.akkord.session.Gateway;
import java.util.concurrent.CompletionStage;

/** Requests to objects with their refusals turned into {@link Problem}s. */
final class Submissions {
    private final Gateway gateway;

    Submissions(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Commits a command on whatever is current, as the server's HTTP client and without deduplication. */
    <C> CompletionStage<Outcome.Committed> submit(Request request, ObjectId id, C command) {
        return submit(request, id, Names.HTTP_CLIENT, Submission.UNNUMBERED, Submission.HEAD, "", 0, command);
    }

    /**
     * @param request that asks for it
     * @param source free name of the part that submits; empty for none
     * @param hash digest of the submission as sent, to tell a resend from a reused seq
     */
    <C> CompletionStage<Outcome.Committed> submit(
            Request request, ObjectId id, String client, long seq, long base, String source, long hash, C command) {
        request.requireStillAdmitted();
        return gateway.submit(
                        id, new Submission<>(client, seq, base, request.user(), source, hash, command), request.trace())
                .thenApply(Submissions::committed);
    }

    /** Commits a command that deletes the object, and drops all that is stored of it but its last version. */
    <C> CompletionStage<Outcome.Committed> purge(Request request, ObjectId id, C deletion) {
        request.requireStillAdmitted();
        return gateway.purge(
                        id,
                        new Submission<>(
                                Names.HTTP_CLIENT,
                                Submission.UNNUMBERED,
                                Submission.HEAD,
                                request.user(),
                                "",
                                0,
                                deletion),
                        request.trace())
                .thenApply(Submissions::committed);
    }

    private static Outcome.Committed committed(Outcome outcome) {
        if (outcome instanceof Outcome.Committed committed) {
            return committed;
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        throw Problem.of(refused.refusal(), refused.version());
    }

    /** The last confirmed state; {@code S} must be the state of the object's kind. */
    @SuppressWarnings("unchecked")
    <S> CompletionStage<ObjectState<S>> read(ObjectId id) {
        return gateway.read(id).thenApply(answer -> {
            if (answer instanceof ReadAnswer.Current<?> current) {
                return (ObjectState<S>) current.state();
            }
            throw Problem.of(((ReadAnswer.Failed) answer).refusal());
        });
    }
}
