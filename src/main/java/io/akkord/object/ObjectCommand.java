package io.akkord.object;

import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;

/** What an object can be asked to do. All of it goes through one queue, so that answers respect the order of arrival. */
public sealed interface ObjectCommand extends EntityMessage {
    ObjectId id();

    /** Whom it goes back to, see {@link Trace}. */
    default String trace() {
        return Trace.NONE;
    }

    /**
     * Commits a submission, or says why not.
     *
     * @param session the submitting session, which learns of its commit from the relay's stream and gets only refusals and duplicates
     *     here; empty for a submitter that is in no stream and gets every outcome here
     */
    record Submit<C>(ObjectId id, Submission<C> submission, String session, String trace, ActorRef<Outcome> replyTo)
            implements ObjectCommand {
        /** One that goes back to nobody in particular. */
        public Submit(ObjectId id, Submission<C> submission, String session, ActorRef<Outcome> replyTo) {
            this(id, submission, session, Trace.NONE, replyTo);
        }
    }

    /** A session joins; the answer and everything after it come to the relay in order. */
    record Subscribe(ObjectId id, Join join, ActorRef<RelayEvent> relay) implements ObjectCommand {}

    /** A session has left or is gone; its presence ends. */
    record Unsubscribe(ObjectId id, String session, ActorRef<RelayEvent> relay) implements ObjectCommand {}

    /** Reads the last confirmed state. */
    record Read(ObjectId id, ActorRef<ReadAnswer> replyTo) implements ObjectCommand {}

    /**
     * Sets or ends the presence of a session's client.
     *
     * @param data UTF-8 JSON; empty when the presence ends
     * @param version the version its positions refer to; -1 for none
     */
    record Present(ObjectId id, String session, byte[] data, long version) implements ObjectCommand {}

    /** Sends data to all other sessions, unstored. */
    record Announce(ObjectId id, String session, byte[] data) implements ObjectCommand {}

    /**
     * Deletes an object that exists, as {@link Submit} would, and then drops all that is stored of it but its last version; the
     * numbering goes on in a new history. The answer comes when that is durable. One that is deleted, or purged, needs no deletion:
     * where its kind refuses that as {@code NOT_FOUND} the rest goes ahead.
     *
     * @param deletion unnumbered and on the head
     */
    record Purge<C>(ObjectId id, Submission<C> deletion, String trace, ActorRef<Outcome> replyTo)
            implements ObjectCommand {
        public Purge {
            if (deletion.seq() != Submission.UNNUMBERED || deletion.base() != Submission.HEAD) {
                throw new IllegalArgumentException("a purge is neither numbered nor based on a version");
            }
        }

        /** One that goes back to nobody in particular. */
        public Purge(ObjectId id, Submission<C> deletion, ActorRef<Outcome> replyTo) {
            this(id, deletion, Trace.NONE, replyTo);
        }
    }

    /** Wakes the object because an alarm of its is due. */
    record Wake(ObjectId id) implements ObjectCommand {}
}
