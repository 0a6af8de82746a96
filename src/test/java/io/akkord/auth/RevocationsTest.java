package io.akkord.auth;

import static io.akkord.auth.Revocation.Subject.JTI;
import static io.akkord.auth.Revocation.Subject.USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final OptionalLong NO_END = OptionalLong.empty();

    private final Doorkeeper door = new Doorkeeper();
    private final Revocations revocations = door.revocations;

    private static Principal principal(String user, String tenant, String jti, long issuedAt) {
        return new Principal(user, tenant, new Grants(Map.of()), jti, issuedAt, Doorkeeper.NOW + 1_000_000);
    }

    private Optional<Revocation> revoke(String tenant, Revocation.Subject subject, String name, OptionalLong until) {
        return revocations
                .revoke(tenant, subject, name, until)
                .toCompletableFuture()
                .join();
    }

    @Test
    void aTokenIsRevokedByItsIdInItsTenant() {
        revoke("house", JTI, "one", NO_END);
        assertThat(revocations.covers(principal("Ann", "house", "one", Doorkeeper.NOW + 5)))
                .isTrue();
        assertThat(revocations.covers(principal("Bob", "house", "one", 0))).isTrue();
        assertThat(revocations.covers(principal("Ann", "garden", "one", 0))).isFalse();
        assertThat(revocations.covers(principal("Ann", "-", "one", 0))).isFalse();
        assertThat(revocations.covers(principal("Ann", "house", "two", 0))).isFalse();
        assertThat(revocations.covers(principal("one", "house", "", 0))).isFalse();
    }

    @Test
    void aUserIsRevokedWithAllTokensIssuedSoFar() {
        revoke("-", USER, "Ann", NO_END);
        assertThat(revocations.covers(principal("Ann", "-", "", Doorkeeper.NOW - 1)))
                .isTrue();
        assertThat(revocations.covers(principal("Ann", "-", "x", Doorkeeper.NOW + 30_000)))
                .as("by a clock that runs ahead as far as it may")
                .isTrue();
        assertThat(revocations.covers(principal("Ann", "-", "", 0)))
                .as("does not say")
                .isTrue();
        assertThat(revocations.covers(principal("Ann", "-", "", Doorkeeper.NOW + 30_001)))
                .isFalse();
        assertThat(revocations.covers(principal("Bob", "-", "", 0))).isFalse();
        assertThat(revocations.covers(principal("Ann", "house", "", 0))).isFalse();
    }

    @Test
    void aRevocationEnds() {
        revoke("-", USER, "Ann", OptionalLong.of(Doorkeeper.NOW + 100));
        assertThat(revocations.of("-")).hasSize(1);
        door.clock.addAndGet(100);
        assertThat(revocations.covers(principal("Ann", "-", "", 0))).isFalse();
        assertThat(revocations.of("-")).isEmpty();
        revocations.look().toCompletableFuture().join();
        assertThat(door.stored.all(0).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void whereTokensLiveForATimeRevocationsDoToo() {
        Doorkeeper limited = new Doorkeeper("akkord.auth { max-lifetime = 1 hour, leeway = 10 s }");
        Optional<Revocation> made = limited.revocations
                .revoke("-", JTI, "one", NO_END)
                .toCompletableFuture()
                .join();
        assertThat(made.orElseThrow().until()).isEqualTo(Doorkeeper.NOW + 3_620_000);
        assertThat(revoke("-", JTI, "one", NO_END).orElseThrow().until()).isEqualTo(Principal.NEVER);
    }

    @Test
    void ofTwoRevocationsTheLaterTimesCount() {
        revoke("-", USER, "Ann", OptionalLong.of(Doorkeeper.NOW + 1_000));
        door.clock.addAndGet(10);
        Revocation again =
                revoke("-", USER, "Ann", OptionalLong.of(Doorkeeper.NOW + 500)).orElseThrow();
        assertThat(again.at()).isEqualTo(Doorkeeper.NOW + 10);
        assertThat(again.until()).isEqualTo(Doorkeeper.NOW + 1_000);
        assertThat(revocations.of("-")).containsExactly(again);
    }

    @Test
    void whatAnotherNodeRevokesIsFoundAtTheNextLook() {
        Revocations other = new Revocations(door.stored, door.settings, door.clock::get);
        AtomicInteger told = new AtomicInteger();
        other.watch(told::incrementAndGet);
        revoke("-", JTI, "one", NO_END);
        assertThat(other.covers(principal("Ann", "-", "one", 0))).isFalse();
        other.look().toCompletableFuture().join();
        assertThat(other.covers(principal("Ann", "-", "one", 0))).isTrue();
        assertThat(told).hasValue(1);
        other.look().toCompletableFuture().join();
        assertThat(told).as("nothing new").hasValue(1);
        revocations.takeBack("-", JTI, "one").toCompletableFuture().join();
        other.look().toCompletableFuture().join();
        assertThat(other.covers(principal("Ann", "-", "one", 0))).isFalse();
    }

    @Test
    void watchersAreToldWhenItHolds() {
        AtomicReference<Boolean> held = new AtomicReference<>();
        revocations.watch(() -> held.set(revocations.covers(principal("Ann", "-", "one", 0))));
        revoke("-", JTI, "one", NO_END);
        assertThat(held).hasValue(true);
    }

    @Test
    void aLookThatBeganBeforeDoesNotUndoWhatWasRevokedMeanwhile() {
        CompletableFuture<List<Revocation>> slow = new CompletableFuture<>();
        MemoryAccess stored = new MemoryAccess();
        RevocationStore store = new RevocationStore() {
            @Override
            public CompletionStage<?> put(Revocation revocation) {
                return stored.put(revocation);
            }

            @Override
            public CompletionStage<Boolean> remove(String tenant, Revocation.Subject subject, String name) {
                return stored.remove(tenant, subject, name);
            }

            @Override
            public CompletionStage<List<Revocation>> all(long now) {
                return slow;
            }
        };
        Revocations own = new Revocations(store, door.settings, door.clock::get);
        CompletionStage<Void> look = own.look();
        own.revoke("-", JTI, "one", NO_END).toCompletableFuture().join();
        slow.complete(List.of());
        look.toCompletableFuture().join();
        assertThat(own.covers(principal("Ann", "-", "one", 0))).isTrue();
    }

    @Test
    void aTenantHasSoManyAndNoneOfThemIsAnothers() {
        Doorkeeper few = new Doorkeeper("akkord.auth.revocations.per-tenant = 3");
        for (int i = 0; i < 3; i++) {
            assertThat(few.revocations
                            .revoke("a", JTI, "t" + i, NO_END)
                            .toCompletableFuture()
                            .join())
                    .isPresent();
        }
        assertThat(few.revocations
                        .revoke("a", JTI, "t3", NO_END)
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(few.revocations
                        .revoke("a", JTI, "t2", NO_END)
                        .toCompletableFuture()
                        .join())
                .isPresent();
        assertThat(few.revocations
                        .revoke("b", JTI, "t3", NO_END)
                        .toCompletableFuture()
                        .join())
                .isPresent();
        assertThat(few.revocations.of("a")).extracting(Revocation::name).containsExactly("t0", "t1", "t2");
        assertThat(few.revocations.of("c")).isEmpty();
    }

    @Test
    void whatIsNotStoredDoesNotHold() {
        door.stored.fail();
        assertThat(revocations.revoke("-", JTI, "one", NO_END).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(revocations.covers(principal("Ann", "-", "one", 0))).isFalse();
    }
}
