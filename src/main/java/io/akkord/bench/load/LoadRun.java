package io.akkord.bench.load;

import io.akkord.bench.client.Network;
import io.akkord.bench.client.ServerUnfit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run: objects and clients are made, edit through warm-up and measurement, come to rest, and are checked. Executed once. */
public final class LoadRun {
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Plan plan;
    private final LoadListener listener;
    private final Measurement measurement = new Measurement(this::nanos);
    private final Scenario scenario;
    private final List<Sample> samples = new ArrayList<>();
    private final CountDownLatch early = new CountDownLatch(1);
    private volatile long startedAt = System.nanoTime();

    public LoadRun(Plan plan, LoadListener listener) {
        this.plan = plan;
        this.listener = listener;
        String run = UUID.randomUUID().toString().substring(0, 8);
        this.scenario = plan.kind() == Plan.Kind.ROOMS
                ? new RoomScenario(plan, run, measurement, this::nanos, listener)
                : new NamespaceScenario(plan, run, measurement, this::nanos, listener);
    }

    /** Ends the editing now; what was measured so far is checked and counts. Thread-safe. */
    public void stop() {
        early.countDown();
    }

    /** Takes the whole time of the run; a server on which the objects cannot be made or joined is a {@link ServerUnfit}. */
    public LoadResult execute() throws InterruptedException {
        try (Network network = new Network(plan.server())) {
            List<Arena> arenas = scenario.prepare(network);
            List<Writer> writers = scenario.writers();
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
            Verdict verdict = new Check(writers, measurement).check(arenas, plan.settle());
            arenas.forEach(Arena::close);
            boolean endedEarly = early.getCount() == 0;
            return new LoadResult(plan, started, endedEarly, cores, measurement.totals(), samples, verdict);
        }
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
}
