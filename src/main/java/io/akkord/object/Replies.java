package io.akkord.object;

import io.akkord.kind.Refusal;

/** Answers to requests that end without a decision of their kind. */
final class Replies {
    private static final long RETRY_MILLIS = 500;

    static final Refusal OVERLOADED = new Refusal(
            Refusal.Reason.OVERLOADED, "The object has too much to do; send the same again later.", RETRY_MILLIS);

    static final Refusal UNAVAILABLE = new Refusal(
            Refusal.Reason.UNAVAILABLE,
            "The storage cannot be reached or the outcome is unknown; send the same again.",
            RETRY_MILLIS);

    /** What a command comes to that its kind fails over: it is bad input like any other. */
    static final Refusal UNFIT = Refusal.of(Refusal.Reason.INVALID, "The object cannot apply this.");

    private Replies() {}

    static void refuse(ObjectCommand request, Refusal.Reason reason) {
        refuse(request, reason == Refusal.Reason.OVERLOADED ? OVERLOADED : UNAVAILABLE);
    }

    static void refuse(ObjectCommand request, Refusal refusal) {
        if (request instanceof ObjectCommand.Submit<?> submit) {
            submit.replyTo()
                    .tell(new Outcome.Refused(submit.id(), submit.submission().seq(), refusal));
        } else if (request instanceof ObjectCommand.Purge<?> purge) {
            purge.replyTo()
                    .tell(new Outcome.Refused(purge.id(), purge.deletion().seq(), refusal));
        } else if (request instanceof ObjectCommand.Read read) {
            read.replyTo().tell(new ReadAnswer.Failed(read.id(), refusal));
        } else if (request instanceof ObjectCommand.Subscribe subscribe) {
            subscribe
                    .relay()
                    .tell(new RelayEvent.JoinRefused(
                            subscribe.id(), subscribe.join().session(), refusal));
        }
    }
}
