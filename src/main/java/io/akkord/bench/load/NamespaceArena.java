package io.akkord.bench.load;

import io.akkord.bench.client.NamespaceClient;
import io.akkord.bench.client.NamespaceRequests;
import io.akkord.bench.client.NamespaceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A namespace of the run.
 *
 * @param base the version it had before the first edit
 * @param writers who follow nothing
 * @param followers by what they follow: a key each, or everything
 * @param disjoint whether it is a key each
 */
record NamespaceArena(
        String name,
        NamespaceRequests requests,
        long base,
        List<NamespaceClient> writers,
        List<NamespaceClient> followers,
        boolean disjoint)
        implements Arena {
    NamespaceArena {
        writers = List.copyOf(writers);
        followers = List.copyOf(followers);
    }

    NamespaceArena from(long version) {
        return new NamespaceArena(name, requests, version, writers, followers, disjoint);
    }

    List<NamespaceClient> clients() {
        List<NamespaceClient> all = new ArrayList<>(writers);
        all.addAll(followers);
        return all;
    }

    @Override
    public boolean isSettled() {
        return clients().stream().allMatch(NamespaceClient::isSettled);
    }

    @Override
    public long acknowledged() {
        return writers.stream().mapToLong(NamespaceClient::acknowledged).sum();
    }

    @Override
    public CompletableFuture<Look> look() {
        return requests.read(name).thenApply(server -> {
            List<String> faults = faults(server);
            boolean told = followers.stream().allMatch(follower -> follower.agreesWith(server) && isToldAll(follower));
            return new Look(server.version() - base, isSettled() && told, faults);
        });
    }

    private List<String> faults(NamespaceView server) {
        List<String> faults = new ArrayList<>();
        for (NamespaceClient client : clients()) {
            if (client.pendingEdits() > 0) {
                faults.add(name + ": " + client.client() + " waits in vain for " + client.pendingEdits()
                        + " acknowledgements");
            }
        }
        for (NamespaceClient follower : followers) {
            if (!follower.agreesWith(server)) {
                faults.add(name + ": " + follower.client() + " has other values than the server at version "
                        + server.version());
            } else if (!isToldAll(follower)) {
                faults.add(name + ": " + follower.client() + " was not told of each commit of what it follows once");
            }
        }
        long made = server.version() - base;
        long counted = acknowledged();
        if (made != counted) {
            faults.add(name + ": the server counts " + made + " new versions, the clients " + counted
                    + " acknowledged submissions");
        }
        return faults;
    }

    /** Whether it was told of as many commits of each key as the writers made. */
    private boolean isToldAll(NamespaceClient follower) {
        Map<String, Long> made = new HashMap<>();
        writers.forEach(writer -> writer.commitsByKey().forEach((key, commits) -> made.merge(key, commits, Long::sum)));
        Map<String, Long> told = follower.commitsByKey();
        return disjoint
                ? told.entrySet().stream().allMatch(entry -> entry.getValue().equals(made.get(entry.getKey())))
                : told.equals(made);
    }

    @Override
    public void close() {
        clients().forEach(NamespaceClient::close);
    }
}
