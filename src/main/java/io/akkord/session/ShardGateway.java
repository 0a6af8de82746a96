package io.akkord.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.RecipientRef;
import akka.actor.typed.javadsl.AskPattern;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.ReadAnswer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks objects where they are. An object that does not answer in time is unavailable; whether it did what it was asked is unknown. */
public final class ShardGateway implements Gateway {
    private static final String NO_SESSION = "";
    private static final Refusal NO_ANSWER =
            new Refusal(Refusal.Reason.UNAVAILABLE, "The object does not answer.", 1_000);

    private final ActorSystem<?> system;
    private final RecipientRef<ObjectCommand> objects;
    private final Duration timeout;

    public ShardGateway(ActorSystem<?> system, RecipientRef<ObjectCommand> objects, Duration timeout) {
        this.system = system;
        this.objects = objects;
        this.timeout = timeout;
    }

    @Override
    public <C> CompletionStage<Outcome> submit(ObjectId id, Submission<C> submission, String trace) {
        CompletionStage<Outcome> answer = AskPattern.ask(
                objects,
                (ActorRef<Outcome> replyTo) -> new ObjectCommand.Submit<>(id, submission, NO_SESSION, trace, replyTo),
                timeout,
                system.scheduler());
        return answer.exceptionally(unanswered -> new Outcome.Refused(id, submission.seq(), NO_ANSWER));
    }

    @Override
    public <C> CompletionStage<Outcome> purge(ObjectId id, Submission<C> deletion, String trace) {
        CompletionStage<Outcome> answer = AskPattern.ask(
                objects,
                (ActorRef<Outcome> replyTo) -> new ObjectCommand.Purge<>(id, deletion, trace, replyTo),
                timeout,
                system.scheduler());
        return answer.exceptionally(unanswered -> new Outcome.Refused(id, deletion.seq(), NO_ANSWER));
    }

    @Override
    public CompletionStage<ReadAnswer> read(ObjectId id) {
        CompletionStage<ReadAnswer> answer = AskPattern.ask(
                objects,
                (ActorRef<ReadAnswer> replyTo) -> new ObjectCommand.Read(id, replyTo),
                timeout,
                system.scheduler());
        return answer.exceptionally(unanswered -> new ReadAnswer.Failed(id, NO_ANSWER));
    }
}
