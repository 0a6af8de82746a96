package io.akkord.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.json.JsonArray;
import io.akkord.json.JsonNull;
import io.akkord.json.JsonObject;
import io.akkord.json.JsonString;
import io.akkord.json.JsonValue;
import io.akkord.json.patch.MergePatch;
import io.akkord.json.patch.PatchFault;
import io.akkord.json.patch.PatchRefused;
import io.akkord.kind.Commit;
import io.akkord.kind.KeyPattern;
import io.akkord.kind.Refusal;
import io.akkord.kind.Submission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random submissions by several writers on old bases, compared with a map to which the same is done naively. */
class NamespaceLawsTest {
    private static final NamespaceRules RULES = new NamespaceRules(
            List.of(KeyPattern.of("cursor:*")),
            List.of(KeyPattern.of("s:*")),
            1,
            SchemaChain.NONE,
            0,
            NamespaceLimits.DEFAULT);

    /** What changes come to on a map; empty where a patch does not apply. */
    private static Optional<TreeMap<String, JsonValue>> naively(
            Map<String, JsonValue> before, List<NamespaceChange> changes) {
        TreeMap<String, JsonValue> map = new TreeMap<>(before);
        try {
            for (NamespaceChange change : changes) {
                naively(map, change);
            }
        } catch (PatchRefused refused) {
            return Optional.empty();
        }
        return Optional.of(map);
    }

    private static void naively(TreeMap<String, JsonValue> map, NamespaceChange change) {
        if (change instanceof NamespaceChange.Set set) {
            map.put(set.key(), set.value());
        } else if (change instanceof NamespaceChange.Delete delete) {
            map.remove(delete.key());
        } else if (change instanceof NamespaceChange.Clear) {
            map.clear();
        } else if (change instanceof NamespaceChange.Merge merge) {
            map.put(merge.key(), MergePatch.apply(map.getOrDefault(merge.key(), JsonNull.INSTANCE), merge.value()));
        } else if (change instanceof NamespaceChange.Patch patch) {
            if (!map.containsKey(patch.key())) {
                throw new PatchRefused(PatchFault.NO_SUCH_PLACE);
            }
            map.put(patch.key(), patch.patch().apply(map.get(patch.key())));
        } else if (change instanceof NamespaceChange.Restore restore) {
            if (restore.replace()) {
                map.keySet().retainAll(restore.snapshot().members().keySet());
            }
            map.putAll(restore.snapshot().members());
        } else if (change instanceof NamespaceChange.Unregister unregister) {
            map.keySet().removeIf(key -> key.startsWith(unregister.mfe() + ":"));
        }
    }

    private static TreeMap<String, JsonValue> map(NamespaceState state) {
        TreeMap<String, JsonValue> map = new TreeMap<>();
        state.keys().entries().entries().forEach((key, entry) -> map.put(key, entry.value()));
        return map;
    }

    /** The keys that the commits after a version have effects on. */
    private static Set<String> changedSince(Play play, long version) {
        Set<String> keys = new TreeSet<>();
        play.commits().subList((int) version, play.commits().size()).forEach(commit -> keys.addAll(keys(commit)));
        return keys;
    }

    private static List<String> keys(Commit<NamespaceEvent> commit) {
        List<String> keys = new ArrayList<>();
        for (Effect effect : commit.event().effects()) {
            if (effect instanceof Effect.Put put) {
                keys.add(put.key());
            } else if (effect instanceof Effect.Removed removed) {
                keys.add(removed.key());
            }
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void submissionsComeToWhatTheyWouldOnAMap(Strategy strategy) {
        int committed = 0;
        int conflicts = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomChanges changes = new RandomChanges(random);
            Play play = new Play(RULES);
            for (int i = 0; i < 40; i++) {
                play.later(random.nextInt(2));
                long base = Math.max(0, play.version() - random.nextInt(4));
                List<NamespaceChange> list = changes.changes(play.state(base));
                TreeMap<String, JsonValue> before = map(play.state());
                long version = play.version();
                Set<String> missed = changedSince(play, base);

                Optional<Refusal> refusal = play.submit("ann", base, NamespaceCommand.Change.of(list, strategy));

                String what = "seed " + seed + ", submission " + i + ": " + list;
                if (refusal.isPresent()) {
                    conflicts += checkRefused(what, strategy, refusal.get(), missed, naively(before, list)) ? 1 : 0;
                    assertThat(play.version()).as(what).isEqualTo(version);
                } else {
                    committed++;
                    checkCommitted(what, strategy, play, missed, list, naively(before, list));
                }
                checkState(what, play);
            }
        }
        assertThat(committed).isGreaterThan(3_000);
        assertThat(conflicts).isGreaterThan(strategy == Strategy.REPLACE ? -1 : 100);
    }

    private static boolean checkRefused(
            String what,
            Strategy strategy,
            Refusal refusal,
            Set<String> missed,
            Optional<TreeMap<String, JsonValue>> naive) {
        if (refusal.reason() == Refusal.Reason.INVALID) {
            assertThat(strategy == Strategy.MERGE || naive.isEmpty()).as(what).isTrue();
            return false;
        }
        assertThat(refusal.reason()).as(what).isEqualTo(Refusal.Reason.CONFLICT);
        assertThat(strategy).as(what).isNotEqualTo(Strategy.REPLACE);
        assertThat(missed).as(what).containsAll(conflicting(refusal));
        return true;
    }

    private static List<String> conflicting(Refusal refusal) {
        List<String> keys = new ArrayList<>();
        for (JsonValue conflict : ((JsonArray) Play.json(refusal.detail())).items()) {
            keys.add(((JsonString) ((JsonObject) conflict).get("key")).value());
        }
        assertThat(keys).isSorted().isNotEmpty();
        return keys;
    }

    private static void checkCommitted(
            String what,
            Strategy strategy,
            Play play,
            Set<String> missed,
            List<NamespaceChange> list,
            Optional<TreeMap<String, JsonValue>> naive) {
        List<String> keys = keys(play.commits().get(play.commits().size() - 1));
        assertThat(keys).as(what).isSorted().doesNotHaveDuplicates();
        Set<String> patched = new HashSet<>(missed);
        patched.retainAll(patched(list));
        if (strategy == Strategy.REJECT) {
            assertThat(missed).as(what).noneMatch(keys::contains);
        }
        if (strategy != Strategy.MERGE || patched.isEmpty()) {
            assertThat(map(play.state())).as(what).isEqualTo(naive.orElseThrow());
        }
    }

    private static Set<String> patched(List<NamespaceChange> list) {
        Set<String> patched = new HashSet<>();
        for (NamespaceChange change : list) {
            if (change instanceof NamespaceChange.Patch patch) {
                patched.add(patch.key());
            }
        }
        return patched;
    }

    /** What a state counts as it goes is what can be counted anew. */
    private static void checkState(String what, Play play) {
        NamespaceState state = play.state();
        Keys anew = Keys.EMPTY;
        for (Map.Entry<String, Entry> entry : state.keys().entries().entries().entrySet()) {
            anew = anew.with(entry.getKey(), entry.getValue());
            assertThat(keys(play.commits().get((int) entry.getValue().version() - 1)))
                    .as(what)
                    .contains(entry.getKey());
            assertThat(changedSince(play, entry.getValue().version())).as(what).doesNotContain(entry.getKey());
        }
        assertThat(state.keys()).as(what).isEqualTo(anew);
        Registry mfes = Registry.EMPTY;
        for (Map.Entry<String, Mfe> entry : state.mfes().entries().entries().entrySet()) {
            mfes = mfes.with(entry.getKey(), entry.getValue());
        }
        assertThat(state.mfes()).as(what).isEqualTo(mfes);
    }

    /** Two lists that are patched by turns and rebased stay those of a list whose items are followed one by one. */
    @Test
    void withMergeNobodysItemIsLost() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Play play = new Play();
            play.submit("ann", "[{'op':'set','key':'l','value':[]}]");
            Set<String> added = new HashSet<>();
            Set<String> removed = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                long base = Math.max(1, play.version() - random.nextInt(5));
                int size = ((JsonArray) play.state(base).value("l").orElseThrow()).size();
                boolean removes = size > 0 && random.nextInt(3) == 0;
                int at = random.nextInt(removes ? size : size + 1);
                String item = ((JsonArray) play.state(base).value("l").orElseThrow())
                        .items().stream()
                                .skip(at)
                                .findFirst()
                                .map(JsonValue::toString)
                                .orElse("");
                String patch = removes
                        ? "{'op':'remove','path':'/" + at + "'}"
                        : "{'op':'add','path':'/" + at + "','value':" + i + "}";
                Optional<Refusal> refusal =
                        play.submit("ann", base, Strategy.MERGE, "[{'op':'patch','key':'l','patch':[" + patch + "]}]");
                if (removes && refusal.isPresent()) {
                    assertThat(removed).as("seed %d", seed).contains(item);
                } else {
                    assertThat(refusal).as("seed %d", seed).isEmpty();
                    (removes ? removed : added).add(removes ? item : "" + i);
                }
            }
            Set<String> left = new HashSet<>(added);
            left.removeAll(removed);
            List<String> items = new ArrayList<>();
            ((JsonArray) play.state().value("l").orElseThrow()).items().forEach(item -> items.add(item.toString()));
            assertThat(items).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(left);
        }
    }

    @Test
    void aJournalOfAnyEventsGivesAState() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomChanges changes = new RandomChanges(random);
            Play play = new Play();
            List<NamespaceEvent> events = new ArrayList<>(List.of(new NamespaceEvent.Deleted()));
            for (int i = 0; i < 20; i++) {
                play.submit(
                        "ann",
                        Submission.HEAD,
                        NamespaceCommand.Change.of(changes.changes(play.state()), Strategy.REPLACE));
            }
            play.commits().forEach(commit -> events.add(commit.event()));
            Play other = new Play();
            Play again = new Play();
            for (int i = 0; i < 30; i++) {
                NamespaceEvent event = events.get(random.nextInt(events.size()));
                other.commit("x", event);
                again.commit("x", event);
                checkState("seed " + seed, other);
            }
            assertThat(again.state()).as("seed %d", seed).isEqualTo(other.state());
        }
    }
}
