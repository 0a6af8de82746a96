package io.akkord.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {
    private static final String GONE = "The ticket was used before, has expired, or never was one.";
    private static final Principal ANN = new Principal(
            "Ann \"\\ é😀",
            "house",
            new Grants(Map.of("rooms/*", Level.WRITE, "namespaces/\"x\\", Level.READ)),
            "one",
            Doorkeeper.NOW - 5,
            Doorkeeper.NOW + 20_000);

    private final Doorkeeper door = new Doorkeeper("akkord.auth.tickets { within = 30 s, per-user = 3 }");
    private final Tickets tickets = new Tickets(door.stored, door.settings.tickets(), door.admission, door.clock::get);

    private Optional<Tickets.Ticket> issue(Principal principal) {
        return tickets.issue(principal)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private Principal redeem(String ticket) {
        return tickets.redeem(ticket)
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private String refusal(String ticket) {
        try {
            throw new AssertionError("let in: " + redeem(ticket));
        } catch (CompletionException refused) {
            assertThat(refused.getCause()).isInstanceOf(TokenRefused.class);
            return TokenRefused.sentence(refused);
        }
    }

    @Test
    void aTicketStandsForItsPrincipalOnce() {
        String ticket = issue(ANN).orElseThrow().text();
        Principal same = redeem(ticket);
        assertThat(same.user()).isEqualTo(ANN.user());
        assertThat(same.tenant()).isEqualTo("house");
        assertThat(same.tokenId()).isEqualTo("one");
        assertThat(same.issuedAt()).isEqualTo(ANN.issuedAt());
        assertThat(same.expiresAt()).isEqualTo(ANN.expiresAt());
        assertThat(same.level("rooms/x")).isEqualTo(Level.WRITE);
        assertThat(same.level("namespaces/\"x\\")).isEqualTo(Level.READ);
        assertThat(same.level("namespaces/y")).isEqualTo(Level.NONE);
        assertThat(refusal(ticket)).isEqualTo(GONE);
    }

    @Test
    void theTicketItselfIsNotKept() {
        String ticket = issue(ANN).orElseThrow().text();
        assertThat(door.stored.tickets().toString()).doesNotContain(ticket);
    }

    @Test
    void noTwoTicketsAreTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Principal user = new Principal("u" + i, "-", Grants.NOTHING, "", 0, Doorkeeper.NOW + 5_000);
            assertThat(seen.add(issue(user).orElseThrow().text())).isTrue();
        }
        assertThat(seen).allMatch(ticket -> ticket.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void aTicketExpiresAndSoDoesWhatItStandsFor() {
        Principal until = new Principal("Ann", "-", Grants.NOTHING, "", 0, Doorkeeper.NOW + 10_000);
        String first = issue(ANN).orElseThrow().text();
        String second = issue(until).orElseThrow().text();
        door.clock.addAndGet(10_000);
        assertThat(refusal(second)).isEqualTo("The token has expired.");
        door.clock.addAndGet(20_000);
        assertThat(refusal(first)).isEqualTo(GONE);
        tickets.tidy();
        assertThat(door.stored.tickets()).isEmpty();
    }

    @Test
    void aTicketOfARevokedTokenLetsNobodyIn() {
        String ticket = issue(ANN).orElseThrow().text();
        door.revocations.revoke("house", Revocation.Subject.JTI, "one", OptionalLong.empty());
        assertThat(refusal(ticket)).isEqualTo("The token was revoked.");
    }

    @Test
    void aTicketFromWhenThereWasNoAuthenticationLetsNobodyIn() {
        String ticket = issue(Principal.ANYBODY).orElseThrow().text();
        assertThat(refusal(ticket)).isEqualTo("The token has expired.");
    }

    @Test
    void aUserHasSoManyUnusedTickets() {
        String first = issue(ANN).orElseThrow().text();
        assertThat(issue(ANN)).isPresent();
        assertThat(issue(ANN)).isPresent();
        assertThat(issue(ANN)).isEmpty();
        Principal elsewhere = new Principal(ANN.user(), "garden", Grants.NOTHING, "", 0, ANN.expiresAt());
        assertThat(issue(elsewhere)).isPresent();
        redeem(first);
        assertThat(issue(ANN)).isPresent();
        assertThat(issue(ANN)).isEmpty();
        door.clock.addAndGet(30_000);
        assertThat(issue(ANN)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "'; DROP TABLE ticket", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatNeverWasATicketIsNone(String ticket) {
        assertThat(refusal(ticket)).isEqualTo(GONE);
        assertThat(refusal("x".repeat(100_000))).isEqualTo(GONE);
    }

    @Test
    void whereTicketsCannotBeReadNobodyIsLetIn() {
        String ticket = issue(ANN).orElseThrow().text();
        door.stored.fail();
        assertThatThrownBy(() -> redeem(ticket)).matches(failure -> !TokenRefused.is(failure), "is no refusal");
    }
}
