package io.akkord.bench.load;

import io.akkord.bench.client.ServerUnfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The check at the end: clients, asked when nobody edits any more, and the server must tell the same story. */
final class Check {
    private static final int READS_AT_ONCE = 16;
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final List<Writer> writers;
    private final Measurement measurement;

    Check(List<Writer> writers, Measurement measurement) {
        this.writers = writers;
        this.measurement = measurement;
    }

    Verdict check(List<Arena> arenas, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!isAtRest(arenas) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        List<String> faults = new ArrayList<>();
        long owing = writers.stream().filter(writer -> !writer.isFinished()).count();
        if (owing > 0) {
            faults.add(owing + " writers could not make all edits that were due: the rate is too high");
        }
        long acknowledged = 0;
        long versions = 0;
        for (List<Arena> some : portions(arenas)) {
            for (Found found : read(some, until)) {
                faults.addAll(found.faults());
                acknowledged += found.arena().acknowledged();
                versions += found.versions();
            }
        }
        faults.addAll(measurement.violations());
        return new Verdict(acknowledged, versions, faults);
    }

    private boolean isAtRest(List<Arena> arenas) {
        return writers.stream().allMatch(Writer::isFinished) && arenas.stream().allMatch(Arena::isSettled);
    }

    private record Found(Arena arena, long versions, List<String> faults) {}

    private static List<List<Arena>> portions(List<Arena> arenas) {
        List<List<Arena>> portions = new ArrayList<>();
        for (int from = 0; from < arenas.size(); from += READS_AT_ONCE) {
            portions.add(arenas.subList(from, Math.min(arenas.size(), from + READS_AT_ONCE)));
        }
        return portions;
    }

    private static List<Found> read(List<Arena> arenas, long until) throws InterruptedException {
        List<CompletableFuture<Arena.Look>> looks =
                arenas.stream().map(Arena::look).toList();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < arenas.size(); i++) {
            found.add(agreed(arenas.get(i), looks.get(i), until));
        }
        return found;
    }

    /** Looks again while there is time: the last commits may still be on their way to those who did not make them. */
    private static Found agreed(Arena arena, CompletableFuture<Arena.Look> first, long until)
            throws InterruptedException {
        CompletableFuture<Arena.Look> looking = first;
        while (true) {
            Found found;
            try {
                Arena.Look look = looking.join();
                found = new Found(arena, look.versions(), look.faults());
                if (look.agreed()) {
                    return found;
                }
            } catch (CompletionException e) {
                String why = ServerUnfit.because(e).getMessage();
                found = new Found(arena, 0, List.of(arena.name() + ": cannot be read: " + why));
            }
            if (System.nanoTime() >= until) {
                return found;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            looking = arena.look();
        }
    }
}
