package io.akkord.session;

import akka.actor.typed.ActorRef;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sessions of a node may have a large answer under way to their clients: so many at once, the others in the order in which they
 * came. No group of sessions has more than half of the places, so that it cannot keep all others waiting. Thread-safe.
 */
final class LargeAnswers {
    /** From here on an answer counts as large. */
    static final long LARGE = 1 << 20;

    private final int most;
    private final int mostOfOne;
    private final Map<ActorRef<SessionCommand>, String> under = new HashMap<>();
    private final Map<ActorRef<SessionCommand>, String> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    LargeAnswers(int most) {
        this.most = most;
        this.mostOfOne = (most + 1) / 2;
    }

    /**
     * Whether the session may answer now; otherwise it is told by {@link SessionInternal.AnswerAllowed} when it may.
     *
     * @param group whose session it is; empty for one that is in no group
     */
    synchronized boolean enter(ActorRef<SessionCommand> session, String group) {
        if (under.containsKey(session)) {
            return true;
        }
        if (hasPlace(group)) {
            take(session, group);
            return true;
        }
        waiting.put(session, group);
        return false;
    }

    private boolean hasPlace(String group) {
        return under.size() < most && (group.isEmpty() || places.getOrDefault(group, 0) < mostOfOne);
    }

    private void take(ActorRef<SessionCommand> session, String group) {
        under.put(session, group);
        places.merge(group, 1, Integer::sum);
    }

    /** The session's answers have reached its client, or do not move any more, or it has ended. */
    synchronized void leave(ActorRef<SessionCommand> session) {
        waiting.remove(session);
        String left = under.remove(session);
        if (left == null) {
            return;
        }
        places.computeIfPresent(left, (group, n) -> n == 1 ? null : n - 1);
        Iterator<Map.Entry<ActorRef<SessionCommand>, String>> all =
                waiting.entrySet().iterator();
        while (under.size() < most && all.hasNext()) {
            Map.Entry<ActorRef<SessionCommand>, String> next = all.next();
            if (hasPlace(next.getValue())) {
                all.remove();
                take(next.getKey(), next.getValue());
                next.getKey().tell(new SessionInternal.AnswerAllowed());
            }
        }
    }
}
