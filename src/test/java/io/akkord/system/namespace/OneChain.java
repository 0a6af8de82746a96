package io.akkord.system.namespace;

import io.akkord.system.check.CheckFailed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compare-and-set of a key is linearizable: its commits are one chain in which each was made on its predecessor, all that was answered
 * as done is a link of it and nothing that was refused, and who began after somebody else was done stands behind it.
 */
public final class OneChain {
    private OneChain() {}

    public static void check(String key, List<NamespaceCommit> history, List<Attempt> attempts) {
        Map<String, Attempt> byValue = new HashMap<>();
        attempts.stream()
                .filter(attempt -> attempt.key().equals(key))
                .forEach(attempt -> byValue.put(attempt.value(), attempt));
        Map<Attempt, Long> links = new HashMap<>();
        List<Long> versions = new ArrayList<>();
        long before = 0;
        for (NamespaceCommit commit : history) {
            if (commit.changes(key)) {
                String value = commit.effect(key).path("value").asText();
                Attempt attempt = byValue.get(value);
                require(attempt != null, key, "nobody wrote %s, which is version %s", value, commit.version());
                require(
                        attempt.expected() == before,
                        key,
                        "version %s was made on %s and follows %s: %s",
                        commit.version(),
                        attempt.expected(),
                        before,
                        attempt);
                require(
                        attempt.status() == Attempt.UNKNOWN || attempt.isDone(),
                        key,
                        "version %s was refused: %s",
                        commit.version(),
                        attempt);
                require(links.put(attempt, commit.version()) == null, key, "twice in the history: %s", attempt);
                before = commit.version();
                versions.add(before);
            }
        }
        for (Attempt attempt : byValue.values()) {
            if (attempt.isDone()) {
                require(
                        Long.valueOf(attempt.version()).equals(links.get(attempt)),
                        key,
                        "done and in the history as version %s: %s",
                        links.get(attempt),
                        attempt);
            }
        }
        checkTime(key, byValue.values(), links, new HashSet<>(versions));
    }

    private static void checkTime(
            String key, Iterable<Attempt> attempts, Map<Attempt, Long> links, Set<Long> versions) {
        for (Attempt done : links.keySet()) {
            for (Attempt other : attempts) {
                if (done.isDone() && done.ended() < other.began()) {
                    Long link = links.get(other);
                    require(
                            link == null || link > links.get(done),
                            key,
                            "%s began after %s was done and stands before it",
                            other,
                            done);
                }
            }
        }
        for (Attempt attempt : attempts) {
            require(
                    attempt.expected() == 0 || versions.contains(attempt.expected()),
                    key,
                    "a version was read that the key never had: %s",
                    attempt);
        }
    }

    private static void require(boolean holds, String key, String message, Object... arguments) {
        if (!holds) {
            throw CheckFailed.of("OneChain", key, message.formatted(arguments));
        }
    }
}
