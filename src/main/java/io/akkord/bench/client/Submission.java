package io.akkord.bench.client;

import io.akkord.bench.text.TextOperation;
import java.util.List;

/**
 * What a client has sent and the server has not acknowledged.
 *
 * @param base the version it was made on; with {@code first} it is what every resend repeats
 * @param first as it was sent
 * @param now as it acts on what the client has seen since
 * @param due when each edit in it was to be made, in the run's nanoseconds
 */
public record Submission(long seq, long base, TextOperation first, TextOperation now, List<Long> due) {
    public Submission {
        due = List.copyOf(due);
    }

    Submission moved(TextOperation to) {
        return new Submission(seq, base, first, to, due);
    }
}
