package io.akkord.middleware;

import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.akkord.kind.KeyPattern;
import io.akkord.kind.Refusal;
import io.akkord.spi.Change;
import io.akkord.spi.MemoryView;
import io.akkord.spi.Middleware;
import io.akkord.spi.Proposal;
import io.akkord.spi.Verdict;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links pass, change, refuse, answer later; and whatever else they do, one submission is refused and nothing else happens. */
class MiddlewareChainTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Middleware PASS = proposal -> Verdict.pass();

    private final Proposal proposal = MemoryView.of("{}").proposal(Change.Set.of("user:bob", value("\"secret\"")));
    private final List<MiddlewareChain> chains = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        chains.forEach(MiddlewareChain::close);
    }

    private MiddlewareChain chain(Duration within, Middleware... links) {
        List<Link> named = new ArrayList<>();
        for (Middleware link : links) {
            named.add(new Link("link-" + named.size(), link, within));
        }
        MiddlewareChain chain = new MiddlewareChain("shop*", named, new Redactor(List.of(KeyPattern.of("user:*"))));
        chains.add(chain);
        return chain;
    }

    private static Ruling ruling(CompletionStage<Ruling> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFault(Ruling ruling, String what) {
        assertThat(ruling).isInstanceOfSatisfying(Ruling.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
            assertThat(refused.refusal().message()).contains("link-", what).doesNotContain("secret");
        });
    }

    private static Middleware adding(String key) {
        return p -> {
            List<Change> more = new ArrayList<>(p.changes());
            more.add(new Change.Delete(key));
            return Verdict.change(more);
        };
    }

    @Test
    void a_submission_passes_through_all_links_in_order() {
        Ruling ruling = ruling(
                chain(LONG, PASS, adding("first"), adding("second"), PASS).judge(proposal));

        assertThat(ruling).isInstanceOfSatisfying(Ruling.Passed.class, passed -> {
            assertThat(passed.changed()).isTrue();
            assertThat(passed.changes()).hasToString("[set user:bob, delete first, delete second]");
        });
    }

    @Test
    void what_no_link_changes_is_not_called_changed() {
        Middleware same = p -> Verdict.change(p.changes());
        assertThat(ruling(chain(LONG, PASS, same).judge(proposal)))
                .isEqualTo(new Ruling.Passed(proposal.changes(), false));
        assertThat(ruling(chain(LONG).judge(proposal))).isEqualTo(new Ruling.Passed(proposal.changes(), false));
    }

    @Test
    void the_first_refusal_ends_it() {
        AtomicInteger later = new AtomicInteger();
        Middleware refusing = p -> Verdict.refuse(Verdict.Reason.CONFLICT, "Sold out.");
        Middleware counting = p -> {
            later.incrementAndGet();
            return Verdict.pass();
        };

        assertThat(ruling(chain(LONG, PASS, refusing, counting).judge(proposal)))
                .isEqualTo(new Ruling.Refused(Refusal.of(Refusal.Reason.CONFLICT, "Sold out.")));
        assertThat(later).hasValue(0);
    }

    @Test
    void a_link_may_answer_later() {
        CompletableFuture<Verdict> answer = new CompletableFuture<>();
        CompletionStage<Ruling> stage =
                chain(LONG, adding("first"), p -> answer, adding("second")).judge(proposal);

        assertThat(stage.toCompletableFuture()).isNotDone();
        answer.complete(Verdict.PASSED);
        assertThat(((Ruling.Passed) ruling(stage)).changes()).hasSize(3);
    }

    @Test
    void a_link_that_throws_costs_its_submission_and_is_logged_once_without_values() {
        try (LogLines log = new LogLines(MiddlewareChain.class)) {
            MiddlewareChain chain = chain(LONG, PASS, p -> {
                throw new IllegalStateException("cannot take secret");
            });
            for (int i = 0; i < 20; i++) {
                assertFault(ruling(chain.judge(proposal)), "failed");
            }
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains(
                                    "link-1",
                                    "shop*",
                                    "failed",
                                    "namespaces/shop by ann",
                                    "user:*",
                                    "IllegalStateException")
                            .doesNotContain("secret", "bob"));
        }
    }

    @Test
    void errors_of_foreign_code_are_faults_like_others() {
        assertFault(ruling(chain(LONG, this::endless).judge(proposal)), "failed");
        assertFault(
                ruling(chain(LONG, p -> {
                            throw new NoClassDefFoundError("gone");
                        })
                        .judge(proposal)),
                "failed");
        assertFault(
                ruling(chain(LONG, p -> CompletableFuture.failedFuture(new IllegalStateException("secret")))
                        .judge(proposal)),
                "failed");
    }

    @SuppressWarnings("InfiniteRecursion")
    private CompletionStage<Verdict> endless(Proposal p) {
        return endless(p.with(p.changes()));
    }

    @Test
    void a_link_that_answers_nothing_costs_its_submission() {
        assertFault(ruling(chain(LONG, p -> null).judge(proposal)), "no answer");
        assertFault(
                ruling(chain(LONG, p -> CompletableFuture.completedFuture(null)).judge(proposal)), "no answer");
    }

    @Test
    void a_link_that_never_answers_costs_its_submission_when_its_time_is_over() {
        assertFault(ruling(chain(SHORT, p -> new CompletableFuture<>()).judge(proposal)), "in time");
    }

    @Test
    void a_link_that_holds_its_thread_is_interrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        MiddlewareChain chain = chain(SHORT, p -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Verdict.pass();
        });

        assertFault(ruling(chain.judge(proposal)), "in time");
        await().atMost(LONG).until(() -> interrupted.getCount() == 0);
    }

    @Test
    void threads_that_are_held_for_ever_are_replaced() {
        Middleware stubborn = p -> {
            while (p.changes().size() == 1 && released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException deaf) {
                    Thread.onSpinWait();
                }
            }
            return Verdict.pass();
        };
        MiddlewareChain chain = chain(Duration.ofSeconds(1), stubborn);
        List<CompletionStage<Ruling>> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(chain.judge(proposal));
        }
        held.forEach(stage -> assertFault(ruling(stage), "in time"));

        Proposal other = proposal.with(List.of());
        await().atMost(LONG).until(() -> ruling(chain.judge(other)) instanceof Ruling.Passed);
    }

    @Test
    void other_chains_do_not_notice_a_held_one() {
        MiddlewareChain held = chain(LONG, p -> {
            await().forever().until(() -> released.getCount() == 0);
            return Verdict.pass();
        });
        for (int i = 0; i < 50; i++) {
            held.judge(proposal);
        }
        assertThat(ruling(chain(LONG, PASS).judge(proposal))).isInstanceOf(Ruling.Passed.class);
    }

    @Test
    void a_link_that_answers_twice_at_once_costs_its_submission() {
        assertFault(
                ruling(chain(
                                LONG,
                                p -> twice(callback -> {
                                    callback.accept(Verdict.PASSED, null);
                                    callback.accept(Verdict.PASSED, null);
                                }))
                        .judge(proposal)),
                "twice");
    }

    @Test
    void of_two_late_answers_the_first_counts() {
        try (LogLines log = new LogLines(MiddlewareChain.class)) {
            AtomicReference<BiConsumer<Verdict, Throwable>> callback = new AtomicReference<>();
            CompletionStage<Ruling> stage =
                    chain(LONG, p -> twice(callback::set)).judge(proposal);
            await().atMost(LONG).until(() -> callback.get() != null);
            callback.get().accept(Verdict.PASSED, null);
            assertThat(ruling(stage)).isInstanceOf(Ruling.Passed.class);

            callback.get().accept(new Verdict.Refused(Verdict.Reason.FORBIDDEN, "No."), null);
            assertThat(log.lines()).singleElement().asString().contains("answered twice");
        }
    }

    @Test
    void a_closed_chain_refuses() {
        MiddlewareChain chain = chain(LONG, PASS);
        chain.close();
        assertThat(ruling(chain.judge(proposal))).isInstanceOf(Ruling.Refused.class);
    }

    /** A stage that tells its callback whatever it likes, as often as it likes. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<Verdict> twice(
            java.util.function.Consumer<BiConsumer<Verdict, Throwable>> behaviour) {
        return (CompletionStage<Verdict>) Proxy.newProxyInstance(
                MiddlewareChainTest.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (self, method, arguments) -> {
                    behaviour.accept((BiConsumer<Verdict, Throwable>) arguments[0]);
                    return self;
                });
    }
}
