package io.akkord.bench.load;

import io.akkord.bench.client.Network;
import io.akkord.bench.client.Participant;
import io.akkord.bench.client.RoomRequests;
import io.akkord.bench.client.RoomView;
import io.akkord.bench.client.ServerUnfit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One run: rooms and clients are made, type through warm-up and measurement, come to rest, and are checked. Executed once. */
public final class LoadRun {
    private static final int CREATED_AT_ONCE = 32;
    private static final int CONNECTED_AT_ONCE = 64;
    private static final long PREPARED_WITHIN_SECONDS = 30;
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Texts grow to this multiple of their first size, or at least to the length below. */
    private static final int GROWTH = 8;

    private static final int LEAST_LONG_TEXT = 4_000;

    private final Plan plan;
    private final LoadListener listener;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Measurement measurement = new Measurement(this::nanos);
    private final List<Writer> writers = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final CountDownLatch early = new CountDownLatch(1);
    private int readers;
    private volatile long startedAt = System.nanoTime();

    public LoadRun(Plan plan, LoadListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /** Ends the editing now; what was measured so far is checked and counts. Thread-safe. */
    public void stop() {
        early.countDown();
    }

    /** Takes the whole time of the run; a server on which the rooms cannot be made or joined is a {@link ServerUnfit}. */
    public LoadResult execute() throws InterruptedException {
        try (Network network = new Network(plan.server())) {
            RoomRequests requests = network.requests();
            List<Room> rooms = prepare(network, requests);
            Instant started = Instant.now();
            startedAt = System.nanoTime();
            writers.forEach(Writer::start);
            listener.stage(plan.warmUp().isZero() ? "measuring" : "warming up");
            sampleFor(plan.warmUp());
            measurement.window().open(nanos());
            Duration cpuBefore = cpu();
            listener.stage("measuring");
            sampleFor(plan.duration());
            long end = nanos();
            measurement.window().close(end);
            writers.forEach(writer -> writer.finish(end));
            double cores = cpu().minus(cpuBefore).toNanos()
                    / 1e9
                    / Math.max(1e-3, measurement.window().seconds());
            listener.stage("waiting until all clients agree");
            Verdict verdict = new Check(requests, writers, measurement).check(rooms, plan.settle());
            rooms.forEach(room -> room.participants().forEach(Participant::close));
            boolean endedEarly = early.getCount() == 0;
            return new LoadResult(plan, started, endedEarly, cores, measurement.totals(), samples, verdict);
        }
    }

    private List<Room> prepare(Network network, RoomRequests requests) throws InterruptedException {
        List<String> names = IntStream.rangeClosed(1, plan.rooms())
                .mapToObj(i -> plan.prefix() + "-" + i)
                .toList();
        if (plan.size() > 0) {
            listener.stage("creating " + plan.rooms() + " rooms");
            String content = content(plan.size());
            AtOnce.each(names, CREATED_AT_ONCE, PREPARED_WITHIN_SECONDS, name -> requests.create(name, content));
        }
        listener.stage("connecting " + plan.participants() + " clients");
        List<Room> rooms = names.stream().map(name -> populate(network, name)).toList();
        List<Participant> all =
                rooms.stream().flatMap(room -> room.participants().stream()).toList();
        AtOnce.each(all, CONNECTED_AT_ONCE, PREPARED_WITHIN_SECONDS, Participant::open);
        List<RoomView> views = AtOnce.each(names, CREATED_AT_ONCE, PREPARED_WITHIN_SECONDS, requests::read);
        return IntStream.range(0, rooms.size())
                .mapToObj(i -> rooms.get(i).from(views.get(i).version()))
                .toList();
    }

    private Room populate(Network network, String name) {
        int longText = Math.max(LEAST_LONG_TEXT, GROWTH * plan.size());
        List<Participant> participants = new ArrayList<>();
        for (int i = 0; i < plan.writers(); i++) {
            int number = writers.size();
            Participant participant = network.participant(name, run + "-w" + number, measurement);
            Typist typist = new Typist(plan.seed() * 1_000_003 + number, longText);
            writers.add(new Writer(participant, typist, plan.rate(), this::nanos, network.pool()));
            participants.add(participant);
        }
        for (int i = 0; i < plan.readers(); i++) {
            participants.add(network.participant(name, run + "-r" + readers++, measurement));
        }
        return new Room(name, 0, participants);
    }

    private void sampleFor(Duration duration) throws InterruptedException {
        long until = nanos() + duration.toNanos();
        long next = nanos();
        boolean ended = early.getCount() == 0;
        while (nanos() < until && !ended) {
            next = Math.min(until, next + SAMPLE_NANOS);
            ended = early.await(Math.max(0, next - nanos()), TimeUnit.NANOSECONDS);
            Sample sample = measurement.sample();
            samples.add(sample);
            listener.sample(sample);
        }
    }

    private long nanos() {
        return System.nanoTime() - startedAt;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String content(int size) {
        String line = "The quick brown fox jumps over the lazy dog.\n";
        return line.repeat(size / line.length() + 1).substring(0, size);
    }
}
