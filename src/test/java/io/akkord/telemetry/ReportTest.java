package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.ObjectId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final ObjectId NOTES = ObjectId.of("rooms", "notes");
    private static final HotKeys.Top CALM = new HotKeys.Top(10, List.of(), List.of());

    private final SlowActions slow = new SlowActions(() -> 1_000);

    private void took(SlowActions.What what, String of, String tenant, long millis) {
        slow.took(what, of, tenant, Duration.ofMillis(millis).toNanos());
    }

    @Test
    void onlyWhatTookLongIsKeptTheSlowestFirstAndOfTheLatestOnly() {
        took(SlowActions.What.JOURNAL_WRITE, "rooms", "-", 100);
        took(SlowActions.What.JOURNAL_WRITE, "rooms", "-", 101);
        took(SlowActions.What.REQUEST, "GET /v1/rooms/{id}", "-", 900);
        took(SlowActions.What.RECOVERY, "rooms", "others", 5_000);
        assertThat(slow.of("-"))
                .containsExactly(
                        new SlowActions.Slow(SlowActions.What.REQUEST, "GET /v1/rooms/{id}", "-", 900, 1_000),
                        new SlowActions.Slow(SlowActions.What.JOURNAL_WRITE, "rooms", "-", 101, 1_000));
        for (int i = 0; i < SlowActions.KEPT; i++) {
            took(SlowActions.What.RECOVERY, "rooms", "-", 600);
        }
        assertThat(slow.of("-")).hasSize(SlowActions.KEPT).noneMatch(one -> one.millis() == 900);
    }

    @Test
    void nothingOutOfOrderMeansNoRecommendation() {
        took(SlowActions.What.JOURNAL_WRITE, "rooms", "-", 300);
        Report report = Report.of(slow.of("-"), List.of(new Large(NOTES, "text", 1_000)), CALM);
        assertThat(report.slow()).hasSize(1);
        assertThat(report.large()).hasSize(1);
        assertThat(report.recommendations()).isEmpty();
    }

    @Test
    void whatIsTooLargeTooHotOrTooSlowIsNamedWithAWayOut() {
        for (int i = 1; i <= 30; i++) {
            took(SlowActions.What.JOURNAL_WRITE, "rooms", "-", 100 + i);
            took(SlowActions.What.RECOVERY, "namespaces", "-", 1_000 + i);
            took(SlowActions.What.REQUEST, "GET /v1/rooms/{id}", "-", 2_000 + i);
        }
        HotKeys.Top hot = new HotKeys.Top(
                10,
                List.of(new HotKeys.Hot(NOTES, "", 0, 20_000)),
                List.of(new HotKeys.Hot(ObjectId.of("namespaces", "shop"), "cart", 0, 5_000)));
        Report report = Report.of(slow.of("-"), List.of(new Large(NOTES, "text", 9 << 20)), hot);
        assertThat(report.slow()).hasSize(Report.SLOWEST);
        assertThat(report.recommendations())
                .containsExactly(
                        "rooms/notes has 9.0 Mi characters: split it into several.",
                        "rooms/notes takes 2000 commits a second: spread its writers over several objects, or let clients send"
                                + " less often.",
                        "The key cart of namespaces/shop is written 500 times a second: write it less often, or give each"
                                + " writer a key of its own.",
                        "Journal writes of rooms were slow (30 times of late, at most 130 ms): put the data directory on a"
                                + " faster disk, or keep other writers off it.",
                        "Reading namespaces back from the journal was slow (30 times of late, at most 1030 ms): lower"
                                + " akkord.storage.snapshot-every, or split large objects.",
                        "Requests GET /v1/rooms/{id} were slow (30 times of late, at most 2030 ms): ask for less at once, or"
                                + " less often.");
    }
}
