package io.akkord.session;

import akka.actor.typed.ActorRef;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which sessions of a node may have a large answer under way to their clients: so many at once, the others in the order in which they
 * came. Thread-safe.
 */
final class LargeAnswers {
    /** From here on an answer counts as large. */
    static final long LARGE = 1 << 20;

    private final int most;
    private final Set<ActorRef<SessionCommand>> under = new HashSet<>();
    private final Set<ActorRef<SessionCommand>> waiting = new LinkedHashSet<>();

    LargeAnswers(int most) {
        this.most = most;
    }

    /** Whether the session may answer now; otherwise it is told by {@link SessionInternal.AnswerAllowed} when it may. */
    synchronized boolean enter(ActorRef<SessionCommand> session) {
        if (under.contains(session)) {
            return true;
        }
        if (under.size() < most) {
            return under.add(session);
        }
        waiting.add(session);
        return false;
    }

    /** The session's answers have reached its client, or it has ended. */
    synchronized void leave(ActorRef<SessionCommand> session) {
        waiting.remove(session);
        if (under.remove(session) && !waiting.isEmpty()) {
            Iterator<ActorRef<SessionCommand>> first = waiting.iterator();
            ActorRef<SessionCommand> next = first.next();
            first.remove();
            under.add(next);
            next.tell(new SessionInternal.AnswerAllowed());
        }
    }
}
