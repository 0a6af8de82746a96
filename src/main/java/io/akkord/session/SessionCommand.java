package io.akkord.session;

/** What the edge tells a session. */
public sealed interface SessionCommand permits SessionCommand.FromEdge, SessionInternal {
    /** The part that {@code edge} sends. */
    sealed interface FromEdge extends SessionCommand {}

    /**
     * One whole text frame.
     *
     * @param read is run when the frame was gone through and is not kept any more
     * @param dealtWith the next is not sent before this was run; like {@code read} on any thread, never blocking
     */
    record Frame(byte[] utf8, Runnable read, Runnable dealtWith) implements FromEdge {}

    /** A frame that is not a text frame within the limits; the session answers and closes as the refusal's code says. */
    record BadFrame(io.akkord.protocol.ErrorCode code, String sentence) implements FromEdge {}

    /** The outbound queue has fallen below its low mark after having been above the high one. */
    record Drained() implements FromEdge {}

    /** The connection is gone, whoever closed it. */
    record SocketGone() implements FromEdge {}

    /** The server is about to stop: say GOODBYE and close with 1012. */
    record Restarting() implements FromEdge {}
}
