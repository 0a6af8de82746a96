package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.ObjectId;
import io.akkord.object.ObjectMonitor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsightTest {
    @Test
    void whatTheServerDidAtItsStartIsNotCounted() {
        try (Insight insight = new Insight(List.of("rooms"), true)) {
            ObjectMonitor.Watch watch = insight.objects().watch(ObjectId.of("rooms", "probe"));
            watch.turn(1);
            watch.recovered(1_000);
            watch.read();
            assertThat(metrics(insight))
                    .contains("akkord_reads_total{kind=\"rooms\"} 1.0")
                    .contains("akkord_recovery_seconds_count{kind=\"rooms\"} 1");
            insight.forgetStart();
            assertThat(metrics(insight))
                    .contains("akkord_reads_total{kind=\"rooms\"} 0.0")
                    .contains("akkord_recovery_seconds_count{kind=\"rooms\"} 0")
                    .contains("akkord_objects{kind=\"rooms\",state=\"awake\"} 1.0");
        }
    }

    private static String metrics(Insight insight) {
        return new String(insight.metrics(Exposition.Format.PROMETHEUS).text(), StandardCharsets.UTF_8);
    }
}
