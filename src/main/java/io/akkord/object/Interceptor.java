package io.akkord.object;

import io.akkord.kind.ObjectId;
import io.akkord.kind.Submission;
import java.util.concurrent.CompletionStage;

/**
 * Looks at every submission to objects of a kind before the object does, and may change its command or refuse it. Who submits what
 * under which number stays as it is, and so does the order in which submissions came, whatever the stages do. One that fails, or does
 * not end in time, costs its submission and nothing else: that is refused as {@code UNAVAILABLE}.
 *
 * <p>What an object commits by itself is not looked at.
 */
@FunctionalInterface
public interface Interceptor<C, S> {
    /**
     * What becomes of a submission. Called away from the object's thread and from several at once, for a resend too.
     *
     * @param submission as it came; where it {@link #needsCurrent} and was made on an older version, with its command brought forward, as
     *     it acts on {@code confirmed}. A command that is passed in its place acts on that, too
     * @param confirmed the last durable state when it came; others may be committed before it, unless it {@link #needsCurrent}
     */
    CompletionStage<Interception<C>> intercept(ObjectId id, Submission<C> submission, S confirmed);

    /**
     * Whether the answer depends on the very state that the submission is decided on. Such a one waits until all before it are decided, and
     * all after it wait for it. Also asked about what {@link #intercept} passed. Quick, and never fails.
     */
    default boolean needsCurrent(Submission<C> submission) {
        return false;
    }

    /** This interceptor as it is configured for one object; {@link #none} where it would pass everything. */
    default Interceptor<C, S> of(ObjectId id) {
        return this;
    }

    /** The one that passes everything, and is never called. */
    @SuppressWarnings("unchecked")
    static <C, S> Interceptor<C, S> none() {
        return (Interceptor<C, S>) PassAll.INSTANCE;
    }
}
