package io.akkord.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The numbers of this process, as Prometheus reads them. Whoever counts asks once for its counters and distributions and keeps them;
 * labels are of few values by agreement: kinds, types, codes, routes, never the name of anything that users make.
 */
final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<String, Family> families = new ConcurrentHashMap<>();

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /**
     * A counter of its own for these labels.
     *
     * @param name with dots; on the outside with underscores and {@code _total}
     * @param labels name, value, name, value
     */
    LongAdder counter(String name, String help, String... labels) {
        LongAdder counter = new LongAdder();
        FunctionCounter.builder(name, counter, LongAdder::sum)
                .description(help)
                .tags(Tags.of(labels))
                .register(registry);
        return counter;
    }

    /** A counter that somebody else keeps. The registry does not keep what it counts on from being collected, only the function. */
    void counter(String name, String help, LongSupplier count) {
        FunctionCounter.builder(name, this, metrics -> count.getAsLong())
                .description(help)
                .register(registry);
    }

    void gauge(String name, String help, LongSupplier value, String... labels) {
        Gauge.builder(name, value, LongSupplier::getAsLong)
                .strongReference(true)
                .description(help)
                .tags(Tags.of(labels))
                .register(registry);
    }

    /** @param nanos shown in seconds */
    void age(String name, String help, LongSupplier nanos) {
        TimeGauge.builder(name, nanos, TimeUnit.NANOSECONDS, LongSupplier::getAsLong)
                .strongReference(true)
                .description(help)
                .register(registry);
    }

    /** As {@link #counter}, of times; on the outside with {@code _seconds}. */
    Distribution times(String name, String help, String... labels) {
        return add(name + "_seconds", help, Distribution.ofTimes(), labels);
    }

    /** As {@link #counter}, of whole numbers. */
    Distribution counts(String name, String help, String... labels) {
        return add(name, help, Distribution.ofCounts(), labels);
    }

    private Distribution add(String name, String help, Distribution distribution, String... labels) {
        Family family = families.computeIfAbsent(name.replace('.', '_'), n -> {
            Family added = new Family(n, help);
            registry.getPrometheusRegistry().register(added);
            return added;
        });
        family.of.put(Labels.of(labels), distribution);
        return distribution;
    }

    Exposition scrape(Exposition.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32 * 1024);
        try {
            registry.scrape(out, format.contentType());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Exposition(format, out.toByteArray());
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    /** The distributions of one name. */
    private static final class Family implements Collector {
        private final String name;
        private final String help;
        private final Map<Labels, Distribution> of = new ConcurrentSkipListMap<>();

        Family(String name, String help) {
            this.name = name;
            this.help = help;
        }

        @Override
        public MetricSnapshot collect() {
            HistogramSnapshot.Builder all =
                    HistogramSnapshot.builder().name(name).help(help);
            of.forEach((labels, distribution) -> all.dataPoint(distribution.snapshot(labels)));
            return all.build();
        }

        @Override
        public String getPrometheusName() {
            return name;
        }
    }
}
