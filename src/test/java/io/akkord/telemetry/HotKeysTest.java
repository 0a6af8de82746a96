package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.ObjectId;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HotKeysTest {
    private static final ObjectId NOTES = ObjectId.of("rooms", "notes");
    private static final ObjectId SHOP = ObjectId.of("namespaces", "shop");

    private long seconds;
    private final HotKeys hot = new HotKeys(() -> TimeUnit.SECONDS.toNanos(seconds) - 1_000);

    @Test
    void theHottestComeFirstAndNoMoreThanAskedFor() {
        hot.object(SHOP, 1, 0);
        hot.object(NOTES, 0, 3);
        hot.key(SHOP, "a", 0, 1);
        hot.key(SHOP, "b", 2, 2);
        HotKeys.Top top = hot.top(ObjectId.NO_TENANT, 2);
        assertThat(top.objects()).containsExactly(new HotKeys.Hot(NOTES, "", 0, 3), new HotKeys.Hot(SHOP, "", 1, 0));
        assertThat(top.keys()).containsExactly(new HotKeys.Hot(SHOP, "b", 2, 2), new HotKeys.Hot(SHOP, "a", 0, 1));
        assertThat(hot.top(ObjectId.NO_TENANT, 1).objects()).hasSize(1);
    }

    @Test
    void numbersAreOfTheLastMinutesAndOlderOnesAreForgotten() {
        hot.object(NOTES, 0, 100);
        seconds = 30;
        assertThat(hot.top(ObjectId.NO_TENANT, 9).windowSeconds()).isEqualTo(30);
        seconds = 60L * (HotKeys.MINUTES - 1);
        hot.object(NOTES, 0, 1);
        assertThat(hot.top(ObjectId.NO_TENANT, 9).objects()).containsExactly(new HotKeys.Hot(NOTES, "", 0, 101));
        seconds = 60L * HotKeys.MINUTES + 10;
        HotKeys.Top later = hot.top(ObjectId.NO_TENANT, 9);
        assertThat(later.objects()).containsExactly(new HotKeys.Hot(NOTES, "", 0, 1));
        assertThat(later.windowSeconds()).isEqualTo(60L * (HotKeys.MINUTES - 1) + 10);
        seconds = 60L * 1_000;
        assertThat(hot.top(ObjectId.NO_TENANT, 9).objects()).isEmpty();
    }

    @Test
    void aTenantIsShownNothingOfAnother() {
        ObjectId theirs = new ObjectId("rooms", "others", "notes");
        hot.object(theirs, 5, 5);
        hot.key(theirs, "secret", 5, 5);
        hot.object(NOTES, 1, 0);
        assertThat(hot.top(ObjectId.NO_TENANT, 9).objects()).containsExactly(new HotKeys.Hot(NOTES, "", 1, 0));
        assertThat(hot.top(ObjectId.NO_TENANT, 9).keys()).isEmpty();
        assertThat(hot.top("others", 9).objects()).containsExactly(new HotKeys.Hot(theirs, "", 5, 5));
    }

    @Test
    void aTenantsNumbersTellNothingOfTheLoadOfAnother() {
        for (int i = 0; i < 2 * HotKeys.EXACT; i++) {
            hot.object(new ObjectId("rooms", "others", "room-" + i), 0, 1);
        }
        for (int i = 0; i < 100; i++) {
            hot.object(NOTES, 0, 1);
        }
        assertThat(hot.top(ObjectId.NO_TENANT, 9).objects()).containsExactly(new HotKeys.Hot(NOTES, "", 0, 100));
    }

    @Test
    void ofTooManyTenantsTheQuietestIsForgottenNowAndThen() {
        for (int i = 0; i < Tenants.MOST; i++) {
            hot.object(new ObjectId("rooms", "tenant-" + i, "notes"), 1 + i, 0);
        }
        ObjectId more = new ObjectId("rooms", "more", "notes");
        ObjectId evenMore = new ObjectId("rooms", "even-more", "notes");
        hot.object(more, 100, 0);
        hot.object(evenMore, 100, 0);
        assertThat(hot.top("tenant-0", 9).objects()).isEmpty();
        assertThat(hot.top("tenant-1", 9).objects()).hasSize(1);
        assertThat(hot.top("more", 9).objects()).hasSize(1);
        assertThat(hot.top("even-more", 9).objects()).isEmpty();
        seconds = 2;
        hot.object(evenMore, 100, 0);
        assertThat(hot.top("even-more", 9).objects()).hasSize(1);
        assertThat(hot.top("tenant-1", 9).objects()).isEmpty();
    }

    @Test
    void underLoadNumbersAreEstimatesThatAreRightInTheMeanAndExactAgainInTheNextMinute() {
        long shown = 0;
        for (int run = 0; run < 20; run++) {
            HotKeys busy = new HotKeys(() -> 0);
            for (int i = 0; i < 60_000; i++) {
                busy.object(NOTES, i % 3 == 0 ? 1 : 0, i % 3 == 0 ? 0 : 1);
            }
            HotKeys.Hot one = busy.top(ObjectId.NO_TENANT, 1).objects().get(0);
            shown += one.reads() + one.writes();
            assertThat((double) one.reads() / one.writes()).isBetween(0.4, 0.6);
        }
        double spread = 6 * Math.sqrt((HotKeys.STRIDE - 1) * 20 * 60_000.0);
        assertThat((double) shown).isBetween(20 * 60_000 - spread, 20 * 60_000 + spread);
        for (int i = 0; i < 2 * HotKeys.EXACT; i++) {
            hot.object(NOTES, 0, 1);
        }
        seconds = 60L * HotKeys.MINUTES + 1;
        assertThat(hot.top(ObjectId.NO_TENANT, 1).objects()).isEmpty();
        hot.object(SHOP, 5, 0);
        assertThat(hot.top(ObjectId.NO_TENANT, 1).objects()).containsExactly(new HotKeys.Hot(SHOP, "", 5, 0));
    }

    @Test
    void memoryIsBoundedWhateverComes() {
        for (int i = 0; i < 100_000; i++) {
            hot.key(SHOP, "key-" + i, 0, 1);
            hot.key(SHOP, "hot", 0, 1);
        }
        assertThat(hot.top(ObjectId.NO_TENANT, Integer.MAX_VALUE).keys())
                .hasSizeLessThanOrEqualTo(HotKeys.PLACES)
                .first()
                .satisfies(first -> {
                    assertThat(first.key()).isEqualTo("hot");
                    // Six standard deviations, and what the places lack.
                    double spread = 6 * Math.sqrt((HotKeys.STRIDE - 1) * 100_000.0);
                    assertThat((double) first.writes())
                            .isBetween(100_000 - 200_000.0 / HotKeys.PLACES - spread, 100_000 + spread);
                });
    }
}
