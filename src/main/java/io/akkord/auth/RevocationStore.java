package io.akkord.auth;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps revocations for all nodes. Stages fail where the storage does not do what it was asked. */
public interface RevocationStore {
    /** Adds one; of two of the same name the later times count. Durable when complete. */
    CompletionStage<?> put(Revocation revocation);

    /** Whether there was one. */
    CompletionStage<Boolean> remove(String tenant, Revocation.Subject subject, String name);

    /** All that stand at {@code now}, whoever put them there; those that are over are removed. */
    CompletionStage<List<Revocation>> all(long now);
}
