package io.akkord.bench.load;

import io.akkord.bench.client.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run is to do.
 *
 * @param rooms objects, of whatever kind
 * @param rate edits per second of each writer; 0 for a closed loop, in which a writer makes its next edit when the last is acknowledged
 * @param settle how long clients may take at the end until all agree
 * @param prefix of the objects' names
 * @param size characters a new room starts with, or a value of a namespace has
 * @param keys of a namespace that are set
 * @param disjoint whether each reader of a namespace follows one of the keys, and not all of them
 * @param seed of positions, texts and phases of the edits
 */
public record Plan(
        ServerAddress server,
        Kind kind,
        int rooms,
        int writers,
        int readers,
        double rate,
        Duration duration,
        Duration warmUp,
        Duration settle,
        String prefix,
        int size,
        int keys,
        boolean disjoint,
        long seed) {
    /** What the objects are. */
    public enum Kind {
        ROOMS,
        NAMESPACES
    }

    public Plan {
        require(rooms > 0, "there must be an object");
        require(keys > 0 && keys <= 100_000, "keys are between 1 and 100,000");
        require(writers >= 0 && readers >= 0 && writers + readers > 0, "there must be a writer or a reader");
        require(rate >= 0 && rate <= 1_000_000, "a rate is between 0 and a million edits per second");
        require(duration.toMillis() > 0, "a run takes some time");
        require(!warmUp.isNegative() && !settle.isNegative(), "a time is not negative");
        require(size >= 0 && size <= 1_000_000, "a size is between 0 and a million characters");
        require(
                prefix.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}"),
                "a prefix has 1 to 100 of A-Za-z0-9._- and does not start with a dot");
    }

    public boolean isClosedLoop() {
        return rate == 0;
    }

    /** The objects' names. */
    public List<String> names() {
        return IntStream.rangeClosed(1, rooms).mapToObj(i -> prefix + "-" + i).toList();
    }

    public int participants() {
        return rooms * (writers + readers);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
