package io.akkord.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogbackLevelsTest {
    private final LoggerContext context = new LoggerContext();
    private final LogLevels levels = new LogbackLevels(context);

    @BeforeEach
    void log() {
        context.getLogger("io.akkord.object.Cut");
        context.getLogger("io.akkordeon.Player");
        context.getLogger("slick.jdbc");
        context.getLogger("ROOT").setLevel(ch.qos.logback.classic.Level.INFO);
    }

    private LogLevels.Entry entry(String name) {
        return levels.find(name).orElseThrow();
    }

    @Test
    void aLevelHoldsForAllBelowAndCanBeTakenBack() {
        assertThat(levels.set("io.akkord", Optional.of(LogLevels.Level.TRACE))).isEqualTo(LogLevels.Change.DONE);
        assertThat(entry("io.akkord.object.Cut").effective()).isEqualTo(LogLevels.Level.TRACE);
        assertThat(entry("io.akkord.object.Cut").level()).isEmpty();
        assertThat(context.getLogger("io.akkord.object.Cut").isTraceEnabled()).isTrue();
        assertThat(levels.set("io.akkord", Optional.empty())).isEqualTo(LogLevels.Change.DONE);
        assertThat(entry("io.akkord.object.Cut").effective()).isEqualTo(LogLevels.Level.INFO);
    }

    @Test
    void everyLevelCanBeSetAndSeen() {
        for (LogLevels.Level level : LogLevels.Level.values()) {
            assertThat(levels.set("io.akkord.object", Optional.of(level))).isEqualTo(LogLevels.Change.DONE);
            assertThat(entry("io.akkord.object").level()).contains(level);
        }
    }

    @Test
    void onlyTheServersOwnLoggersGoBelowInfo() {
        for (String name : new String[] {"slick.jdbc", "ROOT", "io", "io.akkordeon.Player"}) {
            assertThat(levels.set(name, Optional.of(LogLevels.Level.DEBUG))).isEqualTo(LogLevels.Change.REFUSED);
            assertThat(levels.set(name, Optional.of(LogLevels.Level.ERROR))).isEqualTo(LogLevels.Change.DONE);
        }
    }

    @Test
    void theFirstLoggerKeepsALevel() {
        assertThat(levels.set("ROOT", Optional.empty())).isEqualTo(LogLevels.Change.REFUSED);
    }

    @Test
    void noLoggerIsMadeByAskingForIt() {
        int before = levels.all().size();
        assertThat(levels.set("io.akkord.no.such", Optional.of(LogLevels.Level.DEBUG)))
                .isEqualTo(LogLevels.Change.UNKNOWN);
        assertThat(levels.find("io.akkord.no.such")).isEmpty();
        assertThat(levels.all()).hasSize(before);
    }
}
