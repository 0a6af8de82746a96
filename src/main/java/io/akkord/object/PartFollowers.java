package io.akkord.object;

import io.akkord.kind.Interest;
import io.akkord.kind.ObjectId;
import io.akkord.kind.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Those behind one relay who follow a part of the object. A commit reaches exactly those it concerns, its author, and, where it
 * deletes the object or changes what is no key, everybody; nobody else is looked at. Who was told nothing for long is told how far the
 * object has come.
 */
final class PartFollowers {
    /**
     * When somebody who was told nothing is told the version: when both have passed.
     *
     * @param versions so many since
     * @param time so long ago
     */
    record Pace(long versions, Duration time) {
        static final Pace OF_THE_PROTOCOL = new Pace(1_000, Duration.ofSeconds(10));
    }

    private final ObjectId id;
    private final Pace pace;
    private final InterestIndex<Follower> index = new InterestIndex<>();
    private final Map<String, Set<Follower>> byClient = new HashMap<>();

    /** Everybody, those first who were told longest ago. */
    private final LinkedHashSet<Follower> all = new LinkedHashSet<>();

    private final List<Follower> concerned = new ArrayList<>();
    private long last;

    PartFollowers(ObjectId id, Pace pace) {
        this.id = id;
        this.pace = pace;
    }

    /** A follower has joined, perhaps again, and knows all up to {@code version}. */
    void add(Follower follower, long version, long now) {
        if (all.remove(follower)) {
            follower.toldUpTo(version, now);
        } else {
            index.add(follower.interest(), follower);
            byClient.computeIfAbsent(follower.client(), client -> new LinkedHashSet<>())
                    .add(follower);
            follower.toldUpTo(version, now);
        }
        all.add(follower);
        last = Math.max(last, version);
    }

    void remove(Follower follower) {
        if (all.remove(follower)) {
            index.remove(follower.interest(), follower);
            byClient.computeIfPresent(follower.client(), (client, those) -> {
                those.remove(follower);
                return those.isEmpty() ? null : those;
            });
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The stream has ended for all of them. */
    void lose(RelayEvent.Lost lost) {
        for (Follower follower : List.copyOf(all)) {
            remove(follower);
            follower.joined(false);
            follower.tell(lost);
        }
    }

    /** Tells those whom the group concerns. */
    void committed(CommitGroup group, long now) {
        last = group.last();
        for (CommitFrame frame : group.commits()) {
            if (frame.deletes() || isForAll(frame)) {
                all.forEach(follower -> choose(follower, frame));
            } else {
                for (Part part : frame.encoded().parts()) {
                    index.find(part.topic(), follower -> choose(follower, frame));
                }
                Set<Follower> authors = byClient.get(frame.client());
                if (authors != null) {
                    authors.forEach(author -> choose(author, frame));
                }
            }
        }
        concerned.forEach(follower -> tell(follower, follower.takeChosen(), now, group.confirmed()));
        concerned.clear();
    }

    private static boolean isForAll(CommitFrame frame) {
        for (Part part : frame.encoded().parts()) {
            if (Interest.isOfTheWhole(part.topic())) {
                return true;
            }
        }
        return false;
    }

    private void choose(Follower follower, CommitFrame frame) {
        if (follower.isUntouched()) {
            concerned.add(follower);
        }
        follower.choose(frame);
    }

    private void tell(Follower follower, List<CommitFrame> commits, long now, long confirmed) {
        follower.tell(new RelayEvent.Selected(id, follower.told(), last, commits, confirmed));
        follower.toldUpTo(last, now);
        all.remove(follower);
        all.add(follower);
    }

    /** Tells those the version who were told nothing for long; after how many nanoseconds the next is due, if that is known. */
    OptionalLong move(long now) {
        while (!all.isEmpty()) {
            Follower eldest = all.iterator().next();
            if (eldest.told() + pace.versions() > last) {
                return OptionalLong.empty();
            }
            long left = eldest.toldAt() + pace.time().toNanos() - now;
            if (left > 0) {
                return OptionalLong.of(left);
            }
            tell(eldest, List.of(), now, CommitGroup.UNKNOWN);
        }
        return OptionalLong.empty();
    }
}
