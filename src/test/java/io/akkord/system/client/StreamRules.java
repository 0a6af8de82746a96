package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.delta.Delta;
import java.util.function.Consumer;

/** The rules of the protocol for the order and shape of what a session is sent; what breaks one goes into the logbook. */
final class StreamRules {
    private StreamRules() {}

    /** A JOINED or SYNC has all its fields. */
    static void state(Consumer<String> violation, JsonNode payload) {
        boolean complete = payload.path("version").isNumber()
                && payload.path("seq").isNumber()
                && payload.path("head").isNumber()
                && payload.path("origin").isTextual();
        if (!complete) {
            violation.accept("an incomplete JOINED or SYNC: " + payload);
        }
    }

    /** A message ends where it says. */
    static void reaches(Logbook logbook, long at, long said) {
        if (at != said) {
            logbook.violation("at " + at + " after a message that reaches " + said);
        }
    }

    /** A commit is canonical and the next one; false for one that is to be ignored because it was there before. */
    static boolean commit(Logbook logbook, JsonNode commit, long next, long at) {
        if (!Delta.isCanonical(commit.path("op"))) {
            logbook.violation("not canonical: " + commit);
        }
        return next(logbook, next, at);
    }

    /** A commit is the next one; false for one that is to be ignored because it was there before. */
    static boolean next(Logbook logbook, long next, long at) {
        if (next != at + 1) {
            logbook.violation((next <= at ? "repeat: " : "gap: ") + next + " came at " + at);
        }
        return next > at;
    }

    /**
     * An ACK is of the next version; a duplicate one comes after its version was delivered.
     *
     * @param awaited whether it is for the submission in flight
     */
    static void ack(Logbook logbook, boolean duplicate, boolean awaited, long next, long at) {
        if (duplicate && next > at) {
            logbook.violation("the duplicate ACK of " + next + " came at " + at);
        } else if (duplicate && awaited) {
            logbook.violation("the duplicate ACK of " + next + " came, its commit never did");
        } else if (!duplicate && !awaited) {
            logbook.violation("an ACK of " + next + " for what is not in flight");
        } else if (!duplicate && next != at + 1) {
            logbook.violation((next <= at ? "repeat: " : "gap: ") + "ACK of " + next + " came at " + at);
        }
    }
}
