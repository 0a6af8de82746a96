package io.akkord.journal;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.japi.function.Function;
import akka.persistence.typed.javadsl.RetentionCriteria;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A database on a real file and an actor system on top, opened and closed in the right order. */
final class Storage implements AutoCloseable {
    final Database database;
    final ActorTestKit kit;

    private Storage(Database database, Config overlay) {
        this.database = database;
        this.kit = ActorTestKit.create(
                "storage",
                overlay.withFallback(JournalConfig.of(database))
                        .withFallback(ConfigFactory.parseString(
                                "akka.loglevel = WARNING, akka.actor.allow-java-serialization = off"))
                        .withFallback(ConfigFactory.load()));
    }

    static Storage open(Path directory) {
        return open(directory, "");
    }

    static Storage open(Path directory, String overlay) {
        Database database = Database.open(directory, 2);
        try {
            return new Storage(database, ConfigFactory.parseString(overlay));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    ActorSystem<?> system() {
        return kit.system();
    }

    ActorRef<StoredRoom.Command> room(ObjectId id) {
        return room(id, RetentionCriteria.disabled());
    }

    ActorRef<StoredRoom.Command> room(ObjectId id, RetentionCriteria retention) {
        return kit.spawn(StoredRoom.create(id, database.installation().origin(), retention));
    }

    /** Types letters into a room, each one commit, all in one journal write. */
    ObjectState<RoomState> type(ActorRef<StoredRoom.Command> room, String letters) {
        List<String> each = letters.codePoints().mapToObj(Character::toString).toList();
        return ask(reply -> new StoredRoom.Type(each, reply), room);
    }

    /** Stores commits as they are, in one journal write. */
    ObjectState<RoomState> store(ActorRef<StoredRoom.Command> room, List<Stored<RoomEvent>> commits) {
        return ask(reply -> new StoredRoom.Store(commits, reply), room);
    }

    ObjectState<RoomState> read(ActorRef<StoredRoom.Command> room) {
        return ask(StoredRoom.Read::new, room);
    }

    void stop(ActorRef<StoredRoom.Command> room) {
        kit.stop(room, Duration.ofSeconds(20));
    }

    private ObjectState<RoomState> ask(
            Function<ActorRef<ObjectState<RoomState>>, StoredRoom.Command> question,
            ActorRef<StoredRoom.Command> room) {
        return await(AskPattern.ask(
                room, question, Duration.ofSeconds(20), kit.system().scheduler()));
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        database.close();
    }
}
