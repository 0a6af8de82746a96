package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.auth.Principal;
import io.akkord.auth.Revocation;
import io.akkord.auth.TicketStore;
import io.akkord.journal.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets and revocations in a real database. */
class StoredAccessTest {
    @TempDir
    Path folder;

    private Database database;
    private StoredTickets tickets;
    private StoredRevocations revocations;

    @BeforeEach
    void open() {
        database = Database.open(folder, 2);
        tickets = new StoredTickets(database);
        revocations = new StoredRevocations(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private boolean put(String hash, String tenant, String user, long expires) {
        return await(tickets.put(new TicketStore.Kept(hash, tenant, user, "{" + hash + "}", expires), 3, 100));
    }

    @Test
    void ofManyWhoUseATicketAtTheSameTimeOneIsLetIn() {
        for (int round = 0; round < 10; round++) {
            String hash = "h" + round;
            assertThat(put(hash, "-", "u" + round, 200)).isTrue();
            List<CompletableFuture<Optional<String>>> takes = IntStream.range(0, 32)
                    .mapToObj(i -> tickets.take(hash, 150).toCompletableFuture())
                    .toList();
            assertThat(takes.stream().map(StoredAccessTest::await).flatMap(Optional::stream))
                    .containsExactly("{" + hash + "}");
            assertThat(await(tickets.take(hash, 150))).isEmpty();
        }
    }

    @Test
    void aTicketIsThereForANodeThatIsStartedLater() {
        put("h", "-", "Ann", 200);
        close();
        open();
        assertThat(await(tickets.take("h", 150))).contains("{h}");
        close();
        open();
        assertThat(await(tickets.take("h", 150))).isEmpty();
    }

    @Test
    void ticketsExpireAndAreCountedByUserAndTenant() {
        for (String hash : List.of("a", "b", "c")) {
            assertThat(put(hash, "-", "Ann", 200)).isTrue();
        }
        assertThat(put("d", "-", "Ann", 200)).isFalse();
        assertThat(put("e", "house", "Ann", 200)).isTrue();
        assertThat(put("f", "-", "Bob", 50)).isTrue();
        assertThat(await(tickets.take("d", 150))).isEmpty();
        assertThat(await(tickets.take("a", 200))).isEmpty();
        assertThat(await(tickets.take("a", 199))).isPresent();
        assertThat(await(tickets.tidy(100))).isEqualTo(true);
        assertThat(await(tickets.tidy(100))).isEqualTo(false);
        assertThat(await(tickets.take("f", 10))).isEmpty();
        assertThat(await(tickets.take("b", 10))).isPresent();
    }

    private static Revocation user(String tenant, String name, long at, long until) {
        return new Revocation(tenant, Revocation.Subject.USER, name, at, until);
    }

    @Test
    void revocationsSurviveARestartAndOfTwoTheLaterTimesCount() {
        await(revocations.put(user("-", "Ann", 10, 1_000)));
        await(revocations.put(user("-", "Ann", 20, 500)));
        await(revocations.put(user("-", "Ann", 5, Principal.NEVER)));
        await(revocations.put(user("house", "Ann", 7, 90)));
        await(revocations.put(new Revocation("-", Revocation.Subject.JTI, "Ann", 8, 70)));
        close();
        open();
        assertThat(await(revocations.all(0)))
                .containsExactlyInAnyOrder(
                        user("-", "Ann", 20, Principal.NEVER),
                        user("house", "Ann", 7, 90),
                        new Revocation("-", Revocation.Subject.JTI, "Ann", 8, 70));
        assertThat(await(revocations.all(70)).stream().map(Revocation::until))
                .doesNotContain(70L)
                .hasSize(2);
        assertThat(await(revocations.all(0))).as("what was over is removed").hasSize(2);
        assertThat(await(revocations.remove("-", Revocation.Subject.USER, "Ann")))
                .isTrue();
        assertThat(await(revocations.remove("-", Revocation.Subject.USER, "Ann")))
                .isFalse();
        assertThat(await(revocations.all(0)))
                .extracting(Objects::toString)
                .singleElement()
                .asString()
                .contains("house");
    }
}
