package io.akkord.system;

import io.akkord.system.check.Checkers;
import io.akkord.system.check.Evidence;
import io.akkord.system.client.Logbook;
import io.akkord.system.client.Member;
import io.akkord.system.client.Replica;
import io.akkord.system.client.TestClient;
import io.akkord.system.delta.Change;
import io.akkord.system.delta.Model;
import io.akkord.system.server.HttpApi;
import io.akkord.system.server.StoredCommit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A run of several clients in several rooms of one server, and what is known of it at its end. */
public final class Play implements AutoCloseable {
    /** Where the journal is read. */
    @FunctionalInterface
    public interface Journal {
        List<StoredCommit> read(String room) throws IOException;
    }

    private final int port;
    private final HttpApi http;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<TestClient> clients = new ArrayList<>();
    private final Map<String, List<HttpApi.View>> reads = new ConcurrentHashMap<>();

    public Play(int port) {
        this.port = port;
        this.http = new HttpApi(port);
    }

    public Play room(String name, String type) {
        types.put(name, type);
        return this;
    }

    public List<String> rooms() {
        return List.copyOf(types.keySet());
    }

    public String type(String room) {
        return types.get(room);
    }

    /** A client in these rooms, not yet connected. */
    public TestClient client(String id, long seed, boolean sharedId, String... rooms) {
        TestClient client = new TestClient(id, port, seed, sharedId);
        for (String room : rooms) {
            client.join(room, types.get(room));
        }
        clients.add(client);
        return client;
    }

    public TestClient client(String id, long seed, String... rooms) {
        return client(id, seed, false, rooms);
    }

    public List<TestClient> clients() {
        return List.copyOf(clients);
    }

    public List<Replica> replicas(String room) {
        return replicas().stream()
                .filter(r -> r.object().equals("rooms/" + room))
                .toList();
    }

    public List<Replica> replicas() {
        return clients.stream().flatMap(c -> c.replicas().stream()).toList();
    }

    /** All that are in the room, whatever its type. */
    public List<Member> members(String room) {
        return members().stream()
                .filter(m -> m.object().equals("rooms/" + room))
                .toList();
    }

    public List<Member> members() {
        return clients.stream().flatMap(c -> c.members().stream()).toList();
    }

    public long inFlight() {
        return members().stream().filter(Member::isInFlight).count();
    }

    public long acknowledged() {
        return members().stream().mapToLong(r -> r.logbook().acks().size()).sum();
    }

    /** Reads a room as anybody may, and keeps what was shown for the checkers; a refused read shows nothing. */
    public void look(String room) {
        try {
            http.view(room)
                    .ifPresent(view -> reads.computeIfAbsent(room, r -> new CopyOnWriteArrayList<>())
                            .add(view));
        } catch (IOException refused) {
            reads.computeIfAbsent(room, r -> new CopyOnWriteArrayList<>());
        }
    }

    public void awaitJoined() {
        awaitOrTell(
                "everybody has joined",
                Duration.ofSeconds(60),
                () -> members().stream().allMatch(Member::isJoined));
    }

    /** Waits until so many more submissions have been acknowledged. */
    public void awaitAcknowledged(int more) {
        long enough = acknowledged() + more;
        awaitOrTell("edits are acknowledged", Duration.ofSeconds(120), () -> acknowledged() >= enough);
    }

    /** Waits until everybody has typed all they wanted to. */
    public void awaitTyped(List<CompletableFuture<Void>> typing) {
        awaitOrTell(
                "all is typed", Duration.ofSeconds(240), () -> typing.stream().allMatch(CompletableFuture::isDone));
        typing.forEach(CompletableFuture::join);
    }

    private void awaitOrTell(String what, Duration atMost, BooleanSupplier condition) {
        try {
            await(what, atMost, condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not yet: " + what + "\n" + state(), e);
        }
    }

    /** A line per client and room, for people who look for what went wrong. */
    private String state() {
        StringBuilder state = new StringBuilder();
        for (TestClient client : clients) {
            for (Member r : client.members()) {
                state.append("%s in %s: joined %s, left '%s', version %d, in flight %s, acks %d, closes %s, %s%n"
                        .formatted(
                                r.client(),
                                r.object(),
                                r.isJoined(),
                                r.left(),
                                r.version(),
                                r.isInFlight(),
                                r.logbook().acks().size(),
                                client.closes(),
                                r.logbook().violations().stream().limit(3).toList()));
            }
        }
        return state.toString();
    }

    /** Waits until nothing is pending and everybody has the server's version; a run that never gets there is the checkers' to judge. */
    public void settle(Duration atMost) {
        try {
            await("everybody is at rest", atMost, this::isAtRest);
        } catch (ConditionTimeoutException notAtRest) {
            types.keySet().forEach(this::look);
        }
    }

    private boolean isAtRest() {
        for (String room : types.keySet()) {
            List<Member> members = members(room);
            if (!members.stream().allMatch(Member::isSettled)) {
                return false;
            }
            try {
                long head = http.view(room).map(HttpApi.View::version).orElse(0L);
                if (!members.stream().allMatch(m -> m.version() == head)) {
                    return false;
                }
            } catch (IOException unavailable) {
                return false;
            }
        }
        return true;
    }

    public Evidence evidence(String room, Journal journal) throws IOException {
        List<Logbook> books = new ArrayList<>();
        Map<String, Change> finals = new LinkedHashMap<>();
        for (Member member : members(room)) {
            books.add(member.logbook());
            finals.put(member.client() + " #" + finals.size(), member.content());
        }
        HttpApi.View server = http.view(room)
                .orElse(new HttpApi.View(
                        0, types.get(room), Model.of(types.get(room)).content()));
        return new Evidence(
                room,
                types.get(room),
                journal.read(room),
                books,
                finals,
                server,
                List.copyOf(reads.getOrDefault(room, List.of())));
    }

    /** All checkers over all rooms. */
    public void check(Journal journal) throws IOException {
        for (String room : types.keySet()) {
            Checkers.checkAll(evidence(room, journal));
        }
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
    }

    public static void await(String what, Duration atMost, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }
}
