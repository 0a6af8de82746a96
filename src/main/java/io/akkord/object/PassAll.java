package io.akkord.object;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** See {@link Interceptor#none}. */
enum PassAll implements Interceptor<Object, Object> {
    INSTANCE;

    @Override
    public CompletionStage<Interception<Object>> intercept(
            ObjectId id, Submission<Object> submission, Object confirmed) {
        return CompletableFuture.completedFuture(new Interception.Pass<>(submission.command()));
    }
}
