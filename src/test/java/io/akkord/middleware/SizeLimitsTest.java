package io.akkord.middleware;

import static io.akkord.spi.MemoryView.object;
import static io.akkord.spi.MemoryView.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.spi.Change;
import io.akkord.spi.MemoryView;
import io.akkord.spi.Verdict;
import org.junit.jupiter.api.Test;

class SizeLimitsTest {
    private final MemoryView shop = MemoryView.of("{\"cart:a\":1,\"cart:b\":2,\"other\":3}");

    private Verdict judged(String options, Change... changes) {
        return new SizeLimits()
                .configured(object(options))
                .judge(shop.proposal(changes))
                .toCompletableFuture()
                .join();
    }

    @Test
    void more_keys_than_allowed_are_refused_and_others_are_not_counted() {
        String three = "{\"keys\":\"cart:*\",\"max-keys\":3}";
        Change c = Change.Set.of("cart:c", value("1"));
        Change d = Change.Set.of("cart:d", value("1"));
        assertThat(judged(three, c)).isEqualTo(Verdict.PASSED);
        assertThat(judged(three, c, d))
                .isEqualTo(
                        new Verdict.Refused(Verdict.Reason.TOO_LARGE, "There would be more than 3 keys like cart:*."));
        assertThat(judged(three, c, d, new Change.Delete("cart:a"))).isEqualTo(Verdict.PASSED);
        assertThat(judged("{\"max-keys\":3}", Change.Set.of("more", value("1"))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(judged("{\"max-keys\":2}", Change.Set.of("other", value("1"))))
                .isEqualTo(Verdict.PASSED);
        assertThat(judged("{\"max-keys\":2}", new Change.Delete("other"))).isEqualTo(Verdict.PASSED);
    }

    @Test
    void a_value_is_measured_in_bytes_of_json_after_the_change() {
        String eight = "{\"max-value\":8}";
        assertThat(judged(eight, Change.Set.of("k", value("\"123456\"")))).isEqualTo(Verdict.PASSED);
        assertThat(judged(eight, Change.Set.of("k", value("\"1234567\""))))
                .isEqualTo(new Verdict.Refused(Verdict.Reason.TOO_LARGE, "The value of k is larger than 8 bytes."));
        assertThat(judged(eight, Change.Set.of("k", value("\"ääää\"")))).isInstanceOf(Verdict.Refused.class);
        assertThat(judged(eight, new Change.Merge("other", value("{\"a\":[12]}"))))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(judged(eight, new Change.Merge("other", value("{\"a\":1}")))).isEqualTo(Verdict.PASSED);
    }
}
