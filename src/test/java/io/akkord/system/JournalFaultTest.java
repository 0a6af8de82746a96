package io.akkord.system;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.Akkord;
import io.akkord.system.check.EditsWereInFlight;
import io.akkord.system.check.FaultHappened;
import io.akkord.system.client.TestClient;
import io.akkord.system.server.JournalFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The disk fails before a commit, commits and loses the answer, answers after the circuit breaker: each submission ends as exactly one of
 * acknowledged and stored, or refused and, sent again, known; nothing that is not stored is read, acknowledged or broadcast.
 */
class JournalFaultTest {
    private static final int AT_ONCE = 50;
    private static final int CLIENTS = 3;
    private static final Duration REST = Duration.ofSeconds(60);

    private static final Logger PLANNED = (Logger) LoggerFactory.getLogger("io.akkord.object");

    @TempDir
    Path folder;

    @BeforeEach
    void planned_failures_are_not_worth_a_log() {
        PLANNED.setLevel(Level.OFF);
    }

    @AfterEach
    void others_are() {
        PLANNED.setLevel(null);
    }

    @Test
    void a_thousand_schedules_of_a_failing_disk_leave_no_doubt_about_any_submission() throws Exception {
        int schedules = Soak.count(1_000, 5_000);
        long unanswered = 0;
        try (Akkord server = Akkord.start(failing(1_000_000))) {
            for (int first = 0; first < schedules; first += AT_ONCE) {
                unanswered += play(server, first, "planned-", 12);
            }
        }
        for (FaultSchedule.Fault fault : FaultSchedule.Fault.values()) {
            FaultHappened.check(fault.name(), FaultSchedule.happened(fault), schedules / 4);
        }
        EditsWereInFlight.check("a failing disk", unanswered, schedules / 4);
    }

    @Test
    void an_open_circuit_breaker_refuses_and_loses_nothing() throws Exception {
        try (Akkord server = Akkord.start(failing(5))) {
            play(server, 1_000_000, "broken-", 12);
        }
    }

    @Test
    void a_disk_that_hangs_longer_than_the_breaker_waits_leaves_no_doubt_either() throws Exception {
        AtomicLong hangs = new AtomicLong();
        try (Akkord server = Akkord.start(failing(1_000_000));
                HangingDisk disk = new HangingDisk(folder.resolve("data"), 3 * FaultSchedule.BREAKER_MILLIS)) {
            disk.hangNowAndThen(hangs);
            long unanswered = play(server, 2_000_000, "hung-", 40);
            EditsWereInFlight.check("a hanging disk", unanswered, 10);
        }
        FaultHappened.check("a hanging disk", hangs.get(), 3);
    }

    private Config failing(int failuresToOpen) {
        return ConfigFactory.parseMap(Map.of(
                "akkord.data-dir",
                folder.resolve("data").toString(),
                "akkord.http.port",
                0,
                "akkord.object.write-timeout",
                "1 s",
                "jdbc-journal.class",
                FaultyJournal.class.getName(),
                "jdbc-journal.circuit-breaker.max-failures",
                failuresToOpen,
                "jdbc-journal.circuit-breaker.call-timeout",
                FaultSchedule.BREAKER_MILLIS + " ms",
                "jdbc-journal.circuit-breaker.reset-timeout",
                "100 ms",
                "akka.loglevel",
                "OFF"));
    }

    /** One schedule per room, many rooms at once; returns how often a submission had to be sent again. */
    private long play(Akkord server, long firstSeed, String prefix, int editsPerRoom) throws Exception {
        ScheduledExecutorService onlookers = Executors.newSingleThreadScheduledExecutor();
        try (Play play = new Play(server.port())) {
            List<String> rooms = new ArrayList<>();
            for (long seed = firstSeed; seed < firstSeed + AT_ONCE; seed++) {
                String room = prefix + seed;
                FaultSchedule.plan(room, seed);
                play.room(room, seed % 5 == 0 ? "rich-text" : "text");
                rooms.add(room);
            }
            for (int i = 0; i < CLIENTS; i++) {
                play.client("f" + i, firstSeed + i, rooms.toArray(String[]::new))
                        .connect();
            }
            play.awaitJoined();
            Random random = new Random(firstSeed);
            onlookers.scheduleWithFixedDelay(
                    () -> play.look(rooms.get(random.nextInt(rooms.size()))), 0, 3, TimeUnit.MILLISECONDS);
            List<CompletableFuture<Void>> typing = new ArrayList<>();
            for (TestClient client : play.clients()) {
                long seed = firstSeed * 7 + typing.size();
                typing.add(new Typist(client, seed, AT_ONCE * editsPerRoom, 2).start());
            }
            play.awaitTyped(typing);
            play.settle(REST);
            onlookers.shutdownNow();
            play.check(JournalFile.of(folder.resolve("data"))::read);
            return play.replicas().stream()
                    .mapToLong(r -> r.logbook().refused().size())
                    .sum();
        } finally {
            onlookers.shutdownNow();
        }
    }
}
