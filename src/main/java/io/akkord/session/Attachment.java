package io.akkord.session;

import io.akkord.kind.ObjectId;
import io.akkord.object.Join;
import io.akkord.object.Relays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's place in the stream of its object. Each time it joins it does so under a new name, so that what an earlier join was
 * sent is told apart. A question that is not answered, or whose place is lost, can be asked again after a while that grows.
 */
final class Attachment {
    private final SessionContext context;
    private final ObjectId id;
    private String session = "";
    private @Nullable Question question;
    private boolean waiting;
    private int failures;
    private final OwnPresence presence;

    Attachment(SessionContext context, ObjectId id, OwnPresence presence) {
        this.context = context;
        this.id = id;
        this.presence = presence;
    }

    /** The name of the latest join. */
    String session() {
        return session;
    }

    /** What is being asked, until it is settled. */
    @Nullable
    Question question() {
        return question;
    }

    /** Whether something is being asked for this purpose. */
    boolean asks(Question.Purpose purpose) {
        return question != null && question.purpose() == purpose;
    }

    /** What is being asked, where an answer for {@code to} is the one waited for. */
    @Nullable
    Question awaited(String to) {
        return waiting && session.equals(to) ? question : null;
    }

    /** Joins anew. */
    void ask(Question asked) {
        question = asked;
        join(context.nextAttachment());
    }

    /** Asks without leaving the stream. */
    void askInStream(Question asked) {
        question = asked;
        join(session);
    }

    /** Joins anew after a while. */
    void askLater(Question asked) {
        question = asked;
        waiting = false;
        context.later(new SessionInternal.AttachDue(id), context.jitter(failures++));
    }

    /** The while is over. */
    void due() {
        if (question != null && !waiting) {
            join(context.nextAttachment());
        }
    }

    /** The answer has come. */
    void answered() {
        waiting = false;
        context.notLater(new SessionInternal.AnswerLate(id, session));
    }

    /** The question is dealt with. */
    void settled() {
        question = null;
        waiting = false;
        failures = 0;
    }

    void detach() {
        context.toRelays(new Relays.Detach(id, session));
    }

    /** Joins, and then leaves what was before: in this order the presence passes over and the relay stays. */
    private void join(String next) {
        Question asked = Objects.requireNonNull(question);
        String before = session;
        session = next;
        waiting = true;
        context.toRelays(new Relays.Attach(
                id,
                new Join(
                        session,
                        context.client(),
                        context.principal().user(),
                        asked.since(),
                        asked.origin(),
                        asked.snapshot(),
                        presence.data(),
                        presence.version()),
                asked.scope().interest(),
                context.stream()));
        presence.told();
        if (!before.isEmpty() && !before.equals(next)) {
            context.notLater(new SessionInternal.AnswerLate(id, before));
            context.toRelays(new Relays.Detach(id, before));
        }
        context.later(
                new SessionInternal.AnswerLate(id, session),
                context.services().settings().submitTimeout());
    }
}
