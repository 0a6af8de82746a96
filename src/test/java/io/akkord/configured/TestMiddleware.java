package io.akkord.configured;

import io.akkord.json.JsonNumber;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.patch.PatchOperation;
import io.akkord.spi.Change;
import io.akkord.spi.Middleware;
import io.akkord.spi.Migration;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Links and steps as others write them, well and badly. */
public final class TestMiddleware {
    static final AtomicBoolean CLOSED = new AtomicBoolean();

    private TestMiddleware() {}

    private static String key(Proposal proposal) {
        return proposal.changes().get(0) instanceof Change.Set set ? set.key() : "";
    }

    /** Behaves as the key of the first change says. */
    public static final class Moody implements Middleware {
        @Override
        @SuppressWarnings("NullAway")
        public CompletionStage<Verdict> judge(Proposal proposal) {
            switch (key(proposal)) {
                case "throw":
                    throw new IllegalStateException(
                            "stumbled over " + ((Change.Set) proposal.changes().get(0)).value());
                case "fail":
                    return CompletableFuture.failedFuture(new IllegalStateException(
                            "stumbled over " + ((Change.Set) proposal.changes().get(0)).value()));
                case "hang":
                    return new CompletableFuture<>();
                case "null":
                    return null;
                case "nothing":
                    return CompletableFuture.completedFuture(null);
                case "twice":
                    return new CompletableFuture<>() {
                        @Override
                        public CompletableFuture<Verdict> whenComplete(
                                java.util.function.BiConsumer<? super Verdict, ? super Throwable> listener) {
                            listener.accept(Verdict.PASSED, null);
                            listener.accept(Verdict.PASSED, null);
                            return this;
                        }
                    };
                default:
                    return Verdict.pass();
            }
        }
    }

    /** Answers after a while, another one each time. */
    public static final class Slow implements Middleware {
        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            return CompletableFuture.supplyAsync(
                    () -> Verdict.PASSED,
                    CompletableFuture.delayedExecutor(
                            ThreadLocalRandom.current().nextInt(20), TimeUnit.MILLISECONDS));
        }
    }

    /** Sets one key in the place of whatever is submitted to the key {@code wish}. */
    public static final class Granting implements Middleware {
        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            return key(proposal).equals("wish")
                    ? Verdict.change(List.of(Change.Set.of("granted", new JsonString("half of it"))))
                    : Verdict.pass();
        }
    }

    /** Lets nobody replace the first item of a list. */
    public static final class First implements Middleware {
        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            boolean replaces = proposal.changes().stream()
                    .anyMatch(change -> change instanceof Change.Patch patch
                            && patch.patch().operations().stream()
                                    .anyMatch(operation -> operation instanceof PatchOperation.Replace
                                            && operation.path().toString().equals("/0")));
            return replaces ? Verdict.refuse(Verdict.Reason.FORBIDDEN, "The first one stays.") : Verdict.pass();
        }
    }

    /** Refuses everything once it is told to. */
    public static final class Door implements Middleware {
        @Override
        public CompletionStage<Verdict> judge(Proposal proposal) {
            return CLOSED.get() ? Verdict.refuse(Verdict.Reason.FORBIDDEN, "Closed today.") : Verdict.pass();
        }
    }

    /** From 2 to 3. */
    public static final class Counting implements Migration {
        @Override
        public int from() {
            return 2;
        }

        @Override
        public JsonObject migrate(JsonObject store) {
            return store.with("count", JsonNumber.of(store.size()));
        }
    }

    /** From 1, and fails where there is a key {@code bad}. */
    public static final class Stumbling implements Migration {
        @Override
        public int from() {
            return 1;
        }

        @Override
        public JsonObject migrate(JsonObject store) {
            if (store.get("bad") != null) {
                throw new IllegalStateException("cannot take " + store);
            }
            return store;
        }
    }
}
