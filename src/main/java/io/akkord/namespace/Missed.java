package io.akkord.namespace;

import io.akkord.json.KeyTree;
import io.akkord.json.patch.ArrayShift;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What others did to the keys of a submission since the version its submitter had seen.
 *
 * @param touched of what keys that is noted
 * @param keys those that were changed, each with what patches did, since it was last replaced, to the indices of its arrays, in order
 */
public record Missed(Touched touched, KeyTree<List<ArrayShift>> keys) {
    /** Shifts of one key; a patch that missed more cannot be rebased. */
    static final int MAX_SHIFTS = 10_000;

    public static final Missed NOTHING = new Missed(Touched.NOTHING, KeyTree.empty());

    static Missed nothingOf(Touched touched) {
        return new Missed(touched, KeyTree.empty());
    }

    /** With one more commit. Where it replaced or removed a value, what became of the old one's indices says nothing any more. */
    Missed and(NamespaceEvent event) {
        KeyTree<List<ArrayShift>> more = keys;
        for (Effect effect : event.effects()) {
            if (effect instanceof Effect.Put put && touched.includes(put.key())) {
                more = more.with(
                        put.key(), replaces(event, put) ? put.shifts() : and(more.get(put.key()), put.shifts()));
            } else if (effect instanceof Effect.Removed removed && touched.includes(removed.key())) {
                more = more.with(removed.key(), List.of());
            }
        }
        return more == keys ? this : new Missed(touched, more);
    }

    /** What patches and merges leave keeps its time, whatever else is put does not; but migrated values do, too. */
    private static boolean replaces(NamespaceEvent event, Effect.Put put) {
        return put.ttl() != Effect.KEEP_TTL || event instanceof NamespaceEvent.Migrated;
    }

    private static List<ArrayShift> and(@Nullable List<ArrayShift> some, List<ArrayShift> more) {
        if (some == null || some.isEmpty()) {
            return more;
        }
        if (more.isEmpty() || some.size() > MAX_SHIFTS) {
            return some;
        }
        List<ArrayShift> all = new ArrayList<>(some.size() + more.size());
        all.addAll(some);
        all.addAll(more);
        return all;
    }

    boolean includes(String key) {
        return keys.get(key) != null;
    }

    /** What patches did to a key's arrays. */
    List<ArrayShift> shifts(String key) {
        List<ArrayShift> shifts = keys.get(key);
        return shifts == null ? List.of() : shifts;
    }
}
