package io.akkord.session;

import io.akkord.auth.Principal;
import io.akkord.kind.ObjectId;
import io.akkord.object.CommitFrame;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.Inbound;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reaches a session from behind and from its own timers. */
sealed interface SessionInternal extends SessionCommand {
    record Relayed(RelayEvent event) implements SessionInternal {}

    record Decided(Outcome outcome) implements SessionInternal {}

    /** As {@link SessionCommand.Restarting}; {@code said} is run when GOODBYE is on its way. */
    record SayGoodbye(Runnable said) implements SessionInternal {}

    /** Whom a HELLO was found to come from, or why it is refused. */
    record Admitted(
            Inbound.Hello hello,
            @Nullable Principal principal,
            @Nullable Throwable refused) implements SessionInternal {}

    /** Looks whether whom the session acts for may stay. */
    record StayCheck() implements SessionInternal {}

    /** The time is over up to which whom the session acts for was let in. */
    record StayOver() implements SessionInternal {}

    /** No HELLO in time. */
    record HelloLate() implements SessionInternal {}

    /** The socket was closed, and nobody said that it is gone: perhaps nobody waited for the session any more. */
    record CloseLate() implements SessionInternal {}

    /** It is time to join an object again. */
    record AttachDue(ObjectId id) implements SessionInternal {}

    /** A join has had no answer in time. */
    record AnswerLate(ObjectId id, String attachment) implements SessionInternal {}

    /** A page of the past; empty where it could not be read. */
    record PageRead(ObjectId id, long read, Optional<List<CommitFrame>> frames) implements SessionInternal {}

    /** It is time to read the past again. */
    record ReadDue(ObjectId id) implements SessionInternal {}

    /** Those whose presence was not heard of since the object moved are gone. */
    record PresenceStale(ObjectId id) implements SessionInternal {}

    /** The object may be told of the session's own presence again. */
    record PresenceDue(ObjectId id) implements SessionInternal {}

    /** A large answer may go out. */
    record AnswerAllowed() implements SessionInternal {}

    /** Looks whether large answers have reached the client. */
    record AnswerCheck() implements SessionInternal {}

    /** Some submission may have been undecided for too long. */
    record DeadlineDue() implements SessionInternal {}

    /** The client has taken nothing of what is queued for it for too long. */
    record Stalled() implements SessionInternal {}

    /** Looks whether a slow reader has moved. */
    record SlowCheck() implements SessionInternal {}
}
