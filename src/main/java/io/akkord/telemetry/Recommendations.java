package io.akkord.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What follows from the figures, in words. */
final class Recommendations {
    /** Content from which on reading an object back takes long, and a snapshot of it fills the line. */
    static final long LARGE_STATE = 4L << 20;

    /** Commits per second, over the window, that are a good part of what one object can take. */
    static final long HOT_OBJECT = 1_000;

    /** Writes per second of one key. */
    static final long HOT_KEY = 200;

    /** Slow actions of one sort, among those that are kept, that are no accident. */
    static final int OFTEN = 10;

    private static final double MEBI = 1 << 20;

    private Recommendations() {}

    static List<String> from(List<SlowActions.Slow> slow, List<Large> large, HotKeys.Top hot) {
        List<String> sentences = new ArrayList<>();
        for (Large one : large) {
            if (one.size() > LARGE_STATE) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "%s has %.1f Mi characters: split it into several.",
                        one.object().path(),
                        one.size() / MEBI));
            }
        }
        for (HotKeys.Hot one : hot.objects()) {
            long rate = one.writes() / hot.windowSeconds();
            if (rate >= HOT_OBJECT) {
                sentences.add(
                        one.object().path() + " takes " + rate
                                + " commits a second: spread its writers over several objects, or let clients send less often.");
            }
        }
        for (HotKeys.Hot one : hot.keys()) {
            long rate = one.writes() / hot.windowSeconds();
            if (rate >= HOT_KEY) {
                sentences.add("The key " + one.key() + " of " + one.object().path() + " is written " + rate
                        + " times a second: write it less often, or give each writer a key of its own.");
            }
        }
        slow(slow, sentences);
        return sentences;
    }

    private static void slow(List<SlowActions.Slow> slow, List<String> sentences) {
        Map<SlowActions.What, Map<String, List<SlowActions.Slow>>> grouped = slow.stream()
                .collect(Collectors.groupingBy(
                        SlowActions.Slow::what,
                        TreeMap::new,
                        Collectors.groupingBy(SlowActions.Slow::of, TreeMap::new, Collectors.toList())));
        grouped.forEach((what, byName) -> byName.forEach((of, those) -> {
            if (those.size() >= OFTEN) {
                long longest =
                        those.stream().mapToLong(SlowActions.Slow::millis).max().orElse(0);
                sentences.add(sentence(what, of, those.size(), longest));
            }
        }));
    }

    private static String sentence(SlowActions.What what, String of, int times, long longest) {
        String figures = times + " times of late, at most " + longest + " ms";
        return switch (what) {
            case JOURNAL_WRITE ->
                "Journal writes of " + of + " were slow (" + figures
                        + "): put the data directory on a faster disk, or keep other writers off it.";
            case RECOVERY ->
                "Reading " + of + " back from the journal was slow (" + figures
                        + "): lower akkord.storage.snapshot-every, or split large objects.";
            case REQUEST -> "Requests " + of + " were slow (" + figures + "): ask for less at once, or less often.";
        };
    }
}
