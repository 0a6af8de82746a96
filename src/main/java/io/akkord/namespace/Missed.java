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
 * @param keys those that were changed, each with what patches did to the indices of its arrays, in order
 */
public record Missed(Touched touched, KeyTree<List<ArrayShift>> keys) {
    /** Shifts of one key; a patch that missed more cannot be rebased. */
    static final int MAX_SHIFTS = 10_000;

    public static final Missed NOTHING = new Missed(Touched.NOTHING, KeyTree.empty());

    static Missed nothingOf(Touched touched) {
        return new Missed(touched, KeyTree.empty());
    }

    /** With the effects of one more commit. */
    Missed and(List<Effect> effects) {
        KeyTree<List<ArrayShift>> more = keys;
        for (Effect effect : effects) {
            if (effect instanceof Effect.Put put && touched.includes(put.key())) {
                more = more.with(put.key(), and(more.get(put.key()), put.shifts()));
            } else if (effect instanceof Effect.Removed removed && touched.includes(removed.key())) {
                more = more.with(removed.key(), and(more.get(removed.key()), List.of()));
            }
        }
        return more == keys ? this : new Missed(touched, more);
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
