package io.akkord;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.journal.Database;
import io.akkord.journal.JournalConfig;
import io.akkord.journal.JournalHistory;
import io.akkord.journal.RoomCodec;
import io.akkord.object.KindRuntime;
import io.akkord.object.ObjectCommand;
import io.akkord.object.ObjectServices;
import io.akkord.object.Objects;
import io.akkord.object.Outcome;
import io.akkord.protocol.RoomWire;
import io.akkord.room.RoomKind;
import io.akkord.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The server's object runtime on real storage in a temporary folder: everything behind the sessions, nothing before them. */
public final class SocketlessServer implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Semaphore committed = new Semaphore(0);
    private final Path folder;
    private final Database database;
    private final ActorSystem<Outcome> system;
    private final Objects objects;

    public SocketlessServer() {
        try {
            folder = Files.createTempDirectory("akkord-jmh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Config config = ConfigFactory.parseString("akkord.data-dir = \"" + folder + "\", akka.loglevel = ERROR")
                .withFallback(ConfigFactory.parseResources("akkord-akka.conf"))
                .withFallback(ConfigFactory.load())
                .resolve();
        Settings settings = Settings.of(config);
        database = Database.open(settings);
        system = ActorSystem.create(
                Behaviors.receive(Outcome.class)
                        .onMessage(Outcome.Committed.class, done -> {
                            committed.release();
                            return Behaviors.same();
                        })
                        .build(),
                "akkord",
                JournalConfig.of(settings, database).withFallback(config));
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        objects = Objects.start(
                system,
                List.of(new KindRuntime<>(
                        new RoomKind(settings.limits().document()), new RoomCodec(), new RoomWire()::writeCommit)),
                new ObjectServices(
                        settings.object(),
                        settings.storage(),
                        database.installation().origin(),
                        System::currentTimeMillis,
                        new JournalHistory(database, settings.object().clients()),
                        new StoredTables(database)));
    }

    public ActorSystem<Outcome> system() {
        return system;
    }

    public Database database() {
        return database;
    }

    /** Sends a submission whose outcome is to come to {@link #system}. */
    public void send(ObjectCommand command) {
        objects.accept(command);
    }

    /** Waits until so many submissions are durable; a refused one never is. */
    public void awaitCommitted(int count) throws InterruptedException, TimeoutException {
        if (!committed.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException("not all submissions were committed");
        }
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
