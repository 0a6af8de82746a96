package io.akkord.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static Level level(String pattern, String path) {
        return new Grants(Map.of(pattern, Level.WRITE)).level(path);
    }

    @Test
    void aStarStandsForAnyRunOfCharacters() {
        assertThat(level("rooms/team-*", "rooms/team-a")).isEqualTo(Level.WRITE);
        assertThat(level("rooms/team-*", "rooms/team-")).isEqualTo(Level.WRITE);
        assertThat(level("*/a*b*c", "rooms/axbxbyc")).isEqualTo(Level.WRITE);
        assertThat(level("*", "namespaces/shop")).isEqualTo(Level.WRITE);
        assertThat(level("*/shop", "namespaces/shop")).isEqualTo(Level.WRITE);
    }

    @Test
    void everythingElseStandsForItself() {
        assertThat(level("rooms/team-*", "rooms/team")).isEqualTo(Level.NONE);
        assertThat(level("rooms/team-*", "namespaces/team-a")).isEqualTo(Level.NONE);
        assertThat(level("rooms/a.b", "rooms/axb")).isEqualTo(Level.NONE);
        assertThat(level("rooms/A", "rooms/a")).isEqualTo(Level.NONE);
        assertThat(level("rooms/a", "rooms/ab")).isEqualTo(Level.NONE);
        assertThat(level("", "rooms/a")).isEqualTo(Level.NONE);
    }

    @Test
    void theHighestOfAllThatFitCounts() {
        Grants grants = new Grants(Map.of("rooms/*", Level.READ, "rooms/mine", Level.ADMIN, "*", Level.NONE));
        assertThat(grants.level("rooms/mine")).isEqualTo(Level.ADMIN);
        assertThat(grants.level("rooms/other")).isEqualTo(Level.READ);
        assertThat(grants.level("namespaces/mine")).isEqualTo(Level.NONE);
        assertThat(grants.everywhere()).isEqualTo(Level.NONE);
        assertThat(new Grants(Map.of("*", Level.ADMIN, "rooms/mine", Level.READ)).level("rooms/mine"))
                .isEqualTo(Level.ADMIN);
    }

    @Test
    void manyStarsDoNotTakeLong() {
        String pattern = "*a".repeat(64) + "b";
        assertThat(level(pattern, "rooms/" + "a".repeat(128))).isEqualTo(Level.NONE);
    }
}
