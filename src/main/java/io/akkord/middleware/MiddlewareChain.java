package io.akkord.middleware;

import io.akkord.kind.Refusal;
import io.akkord.spi.Change;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * The links of one rule, in order. Every submission gets one {@link Ruling}, in the sum of the links' times at the latest, whatever the
 * links do; the first link that refuses ends it. Submissions are judged beside each other: who needs their order keeps it.
 */
public final class MiddlewareChain implements AutoCloseable {
    private final List<Link> links;
    private final FaultLog faults;
    private final CallThreads threads = new CallThreads();

    /** @param namespaces the pattern of the rule, for log lines */
    public MiddlewareChain(String namespaces, List<Link> links, Redactor redactor) {
        this.links = List.copyOf(links);
        this.faults = new FaultLog(namespaces, redactor);
    }

    /** The stage never fails; it completes on a thread of this chain. */
    public CompletionStage<Ruling> judge(Proposal proposal) {
        if (links.isEmpty()) {
            return CompletableFuture.completedFuture(new Ruling.Passed(proposal.changes(), false));
        }
        Passage passage = new Passage(proposal);
        Call first = passage.call(0);
        try {
            threads.execute(() -> first.ask().ifPresent(answer -> passage.go(0, answer)));
        } catch (RejectedExecutionException closing) {
            passage.ruling.complete(new Ruling.Refused(
                    Refusal.of(Refusal.Reason.UNAVAILABLE, "The server is stopping; nothing was committed.")));
        }
        return passage.ruling;
    }

    /** Links are called no more; what is under way may be answered or not. */
    @Override
    public void close() {
        threads.close();
    }

    /** One submission on its way: on one thread at a time. */
    private final class Passage {
        private final CompletableFuture<Ruling> ruling = new CompletableFuture<>();
        private boolean changed;
        private Proposal proposal;

        Passage(Proposal proposal) {
            this.proposal = proposal;
        }

        Call call(int index) {
            return new Call(links.get(index), proposal, threads, new Call.Listener() {
                @Override
                public void answered(Call.Answer answer) {
                    go(index, answer);
                }

                @Override
                public void answeredAgain() {
                    faults.tell(
                            links.get(index).name(),
                            Fault.TWICE.what() + ", and the first answer counted",
                            proposal,
                            Optional.empty());
                }
            });
        }

        /** Goes on behind the link of that index, as far as answers are there at once. */
        void go(int index, Call.Answer answer) {
            Optional<Call.Answer> next = Optional.of(answer);
            for (int at = index; next.isPresent(); at++) {
                if (!passes(at, next.get())) {
                    return;
                }
                if (at + 1 == links.size()) {
                    ruling.complete(new Ruling.Passed(proposal.changes(), changed));
                    return;
                }
                next = call(at + 1).ask();
            }
        }

        private boolean passes(int index, Call.Answer answer) {
            String link = links.get(index).name();
            Optional<Verdict> verdict = answer.verdict();
            if (verdict.isEmpty()) {
                faults.tell(link, answer.fault().what(), proposal, answer.cause());
                ruling.complete(new Ruling.Refused(answer.fault().refusal(link)));
                return false;
            }
            if (verdict.get() instanceof Verdict.Refused refused) {
                ruling.complete(new Ruling.Refused(Refusal.of(refused.reason().refusal(), refused.sentence())));
                return false;
            }
            if (verdict.get() instanceof Verdict.Changed other) {
                List<Change> changes = other.changes();
                changed |= !changes.equals(proposal.changes());
                proposal = proposal.with(changes);
            }
            return true;
        }
    }
}
