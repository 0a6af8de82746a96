package io.akkord;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import io.akkord.middleware.MiddlewareChain;
import io.akkord.middleware.NamespaceChains;
import io.akkord.middleware.Ruling;
import io.akkord.namespace.NamespaceChange;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceState;
import io.akkord.object.Interception;
import io.akkord.object.Interceptor;
import io.akkord.spi.Proposal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The middleware of namespaces, as the runtime asks it. Namespaces without a chain pay nothing. */
final class NamespaceInterceptor implements Interceptor<NamespaceCommand, NamespaceState> {
    private final NamespaceChains chains;

    NamespaceInterceptor(NamespaceChains chains) {
        this.chains = chains;
    }

    @Override
    public Interceptor<NamespaceCommand, NamespaceState> of(ObjectId id) {
        Optional<MiddlewareChain> chain = chains.of(id.name());
        return chain.isEmpty() ? Interceptor.none() : new Chained(chain.get());
    }

    @Override
    public CompletionStage<Interception<NamespaceCommand>> intercept(
            ObjectId id, Submission<NamespaceCommand> submission, NamespaceState confirmed) {
        return of(id).intercept(id, submission, confirmed);
    }

    /** That of one namespace. */
    private record Chained(MiddlewareChain chain) implements Interceptor<NamespaceCommand, NamespaceState> {
        @Override
        public CompletionStage<Interception<NamespaceCommand>> intercept(
                ObjectId id, Submission<NamespaceCommand> submission, NamespaceState confirmed) {
            return judged(chain, id, submission, confirmed);
        }

        /** What the others come to does not depend on what is there. */
        @Override
        public boolean needsCurrent(Submission<NamespaceCommand> submission) {
            return submission.command() instanceof NamespaceCommand.Changing changing
                    && !changing.changes().stream()
                            .allMatch(change -> change instanceof NamespaceChange.Set
                                    || change instanceof NamespaceChange.Delete
                                    || change instanceof NamespaceChange.Register);
        }
    }

    private static CompletionStage<Interception<NamespaceCommand>> judged(
            MiddlewareChain chain, ObjectId id, Submission<NamespaceCommand> submission, NamespaceState confirmed) {
        if (!(submission.command() instanceof NamespaceCommand.Changing changing)) {
            return CompletableFuture.completedFuture(new Interception.Pass<>(submission.command()));
        }
        Proposal proposal = new Proposal(
                id,
                submission.client(),
                submission.user(),
                submission.source(),
                NamespaceChanges.toSpi(changing.changes()),
                new StateView(confirmed));
        return chain.judge(proposal).thenApply(ruling -> interception(changing, ruling));
    }

    private static Interception<NamespaceCommand> interception(NamespaceCommand.Changing changing, Ruling ruling) {
        if (ruling instanceof Ruling.Passed passed) {
            return new Interception.Pass<>(
                    passed.changed() ? changing.altered(NamespaceChanges.ofSpi(passed.changes())) : changing);
        }
        return new Interception.Refuse<>(((Ruling.Refused) ruling).refusal());
    }
}
