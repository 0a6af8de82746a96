package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.object.Outcome;
import io.akkord.object.ReadAnswer;
import java.util.concurrent.CompletionStage;

/** The only way requests without a session reach objects. Stages never fail; what cannot be had is an {@code UNAVAILABLE} refusal. */
public interface Gateway {
    /** @param trace whom it goes back to, see {@link io.akkord.object.Trace} */
    <C> CompletionStage<Outcome> submit(ObjectId id, Submission<C> submission, String trace);

    /** Deletes an object that exists and drops all that is stored of it but its last version. */
    <C> CompletionStage<Outcome> purge(ObjectId id, Submission<C> deletion, String trace);

    CompletionStage<ReadAnswer> read(ObjectId id);
}
