package io.akkord.bench.load;

import io.akkord.bench.client.RoomRequests;
import io.akkord.bench.client.RoomView;
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

    private final RoomRequests requests;
    private final List<Writer> writers;
    private final Measurement measurement;

    Check(RoomRequests requests, List<Writer> writers, Measurement measurement) {
        this.requests = requests;
        this.writers = writers;
        this.measurement = measurement;
    }

    Verdict check(List<Room> rooms, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!isAtRest(rooms) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        List<String> faults = new ArrayList<>();
        long owing = writers.stream().filter(writer -> !writer.isFinished()).count();
        if (owing > 0) {
            faults.add(owing + " writers could not make all edits that were due: the rate is too high");
        }
        long acknowledged = 0;
        long versions = 0;
        for (List<Room> some : portions(rooms)) {
            for (Found found : read(some, until)) {
                faults.addAll(found.faults());
                acknowledged += found.room().acknowledged();
                versions += found.versions();
            }
        }
        faults.addAll(measurement.violations());
        return new Verdict(acknowledged, versions, faults);
    }

    private boolean isAtRest(List<Room> rooms) {
        return writers.stream().allMatch(Writer::isFinished) && rooms.stream().allMatch(Room::isSettled);
    }

    private record Found(Room room, long versions, List<String> faults) {}

    private static List<List<Room>> portions(List<Room> rooms) {
        List<List<Room>> portions = new ArrayList<>();
        for (int from = 0; from < rooms.size(); from += READS_AT_ONCE) {
            portions.add(rooms.subList(from, Math.min(rooms.size(), from + READS_AT_ONCE)));
        }
        return portions;
    }

    private List<Found> read(List<Room> rooms, long until) throws InterruptedException {
        List<CompletableFuture<RoomView>> reads =
                rooms.stream().map(room -> requests.read(room.name())).toList();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < rooms.size(); i++) {
            found.add(agreed(rooms.get(i), reads.get(i), until));
        }
        return found;
    }

    /** Looks again while there is time: the last commits may still be on their way to those who did not make them. */
    private Found agreed(Room room, CompletableFuture<RoomView> first, long until) throws InterruptedException {
        CompletableFuture<RoomView> read = first;
        while (true) {
            Found found;
            try {
                RoomView view = read.join();
                found = new Found(room, view.version() - room.base(), room.faults(view));
                if (room.agreesWith(view)) {
                    return found;
                }
            } catch (CompletionException e) {
                String why = ServerUnfit.because(e).getMessage();
                found = new Found(room, 0, List.of(room.name() + ": cannot be read: " + why));
            }
            if (System.nanoTime() >= until) {
                return found;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            read = requests.read(room.name());
        }
    }
}
