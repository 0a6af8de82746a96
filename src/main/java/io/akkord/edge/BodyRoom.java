package io.akkord.edge;

import io.akkord.protocol.ErrorCode;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory that request bodies take up until they are answered. The small ones have room of their own, so that they come through
 * while large ones arrive slowly; of the room for large ones nobody gets more than half. Only what has arrived takes up room.
 */
final class BodyRoom {
    /** Up to so many bytes a body is a small one. */
    static final int SMALL = 64 * 1024;

    private static final int MOST_SMALL = 1024;

    private final long budget;
    private final int mostSmall;
    private final Map<String, Long> byOwner = new HashMap<>();
    private long taken;
    private int small;

    /** @param budget bytes of all large bodies; small ones may take up a quarter of that besides */
    BodyRoom(long budget) {
        this.budget = budget;
        this.mostSmall = (int) Math.max(1, Math.min(MOST_SMALL, budget / 4 / SMALL));
    }

    /** @param owner whose body it is */
    Place enter(String owner) {
        return new Place(owner);
    }

    private synchronized boolean takeSmall() {
        if (small == mostSmall) {
            return false;
        }
        small++;
        return true;
    }

    private synchronized void leaveSmall() {
        small--;
    }

    private synchronized void take(String owner, long bytes) {
        long own = byOwner.getOrDefault(owner, 0L) + bytes;
        if (own > budget / 2 || taken + bytes > budget) {
            throw Problem.of(ErrorCode.OVERLOADED, "Too many large requests at once.");
        }
        byOwner.put(owner, own);
        taken += bytes;
    }

    private synchronized void leave(String owner, long bytes) {
        byOwner.computeIfPresent(owner, (name, own) -> own == bytes ? null : own - bytes);
        taken -= bytes;
    }

    /** What one body takes up. */
    final class Place {
        private final String owner;
        private boolean isSmall;
        private boolean left;
        private long size;
        private long large;

        private Place(String owner) {
            this.owner = owner;
            this.isSmall = takeSmall();
        }

        /** So much more of it has arrived; fails with a {@link Problem} where there is no room for it. */
        synchronized void grow(int bytes) {
            if (left) {
                return;
            }
            size += bytes;
            if (isSmall && size <= SMALL) {
                return;
            }
            take(owner, size - large);
            large = size;
            if (isSmall) {
                isSmall = false;
                leaveSmall();
            }
        }

        /** It is not kept any more. */
        synchronized void leave() {
            if (left) {
                return;
            }
            left = true;
            if (isSmall) {
                leaveSmall();
            }
            if (large > 0) {
                BodyRoom.this.leave(owner, large);
            }
        }
    }
}
