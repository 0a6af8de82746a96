package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.settings.HealthSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StateHealthTest {
    private static final HealthSettings SETTINGS =
            new HealthSettings(Duration.ofSeconds(2), Duration.ofMinutes(1), 3, 100);
    private static final HealthSettings IMPATIENT =
            new HealthSettings(Duration.ofSeconds(2), Duration.ofMillis(200), 3, 100);

    /** A check that finds what a test says, when it says so. */
    private static final class Told implements HealthCheck {
        final List<CompletableFuture<Finding>> looks = new ArrayList<>();

        @Override
        public String name() {
            return "told";
        }

        @Override
        public CompletionStage<Finding> look() {
            CompletableFuture<Finding> look = new CompletableFuture<>();
            looks.add(look);
            return look;
        }
    }

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Told told = new Told();
    private final StateHealth health = new StateHealth(List.of(new SingleNode(), told), SETTINGS, nanos::get);

    private static HealthReport join(CompletionStage<HealthReport> report) {
        return report.toCompletableFuture().join();
    }

    @Test
    void all_who_ask_share_the_look_that_is_under_way() {
        List<CompletionStage<HealthReport>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(health.report());
        }
        assertThat(told.looks).hasSize(1);
        told.looks.get(0).complete(new HealthCheck.Finding(true, "Fine."));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(join(answer).healthy()).isTrue());
    }

    @Test
    void an_answer_stands_for_a_while_and_not_longer() {
        CompletionStage<HealthReport> first = health.report();
        told.looks.get(0).complete(new HealthCheck.Finding(true, "Fine."));
        assertThat(join(first).checks()).extracting(HealthReport.Check::name).containsExactly("replication", "told");
        nanos.addAndGet(Duration.ofMillis(1_999).toNanos());
        assertThat(join(health.report()).healthy()).isTrue();
        assertThat(told.looks).hasSize(1);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        CompletionStage<HealthReport> second = health.report();
        assertThat(told.looks).hasSize(2);
        told.looks.get(1).complete(new HealthCheck.Finding(false, "Broken."));
        HealthReport report = join(second);
        assertThat(report.healthy()).isFalse();
        assertThat(report.checks().get(1)).isEqualTo(new HealthReport.Check("told", false, "Broken."));
    }

    @Test
    void a_check_that_fails_or_never_ends_is_unhealthy_and_says_nothing_of_the_inside() {
        StateHealth impatient = new StateHealth(List.of(new SingleNode(), told), IMPATIENT, nanos::get);
        assertThat(join(impatient.report()).healthy()).isFalse();
        CompletionStage<HealthReport> failing = health.report();
        told.looks.get(1).completeExceptionally(new IllegalStateException("secret of the inside"));
        HealthReport report = join(failing);
        assertThat(report.healthy()).isFalse();
        assertThat(report.checks().get(0).healthy()).isTrue();
        assertThat(report.toString()).doesNotContain("secret");
    }

    @Test
    void a_check_that_throws_is_unhealthy() {
        HealthCheck thrower = new HealthCheck() {
            @Override
            public String name() {
                return "thrower";
            }

            @Override
            public CompletionStage<Finding> look() {
                throw new IllegalStateException("as the test wants");
            }
        };
        StateHealth broken = new StateHealth(List.of(thrower), SETTINGS, nanos::get);
        assertThat(join(broken.report()).healthy()).isFalse();
    }

    @Test
    void whoever_gives_up_waiting_takes_nothing_from_the_others() {
        CompletionStage<HealthReport> impatient = health.report();
        CompletionStage<HealthReport> patient = health.report();
        impatient.toCompletableFuture().cancel(true);
        told.looks.get(0).complete(new HealthCheck.Finding(true, "Fine."));
        assertThat(join(patient).healthy()).isTrue();
    }
}
