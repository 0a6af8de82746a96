package io.akkord.object;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.journal.AlarmTable;
import io.akkord.journal.Database;
import io.akkord.journal.JournalConfig;
import io.akkord.journal.JournalHistory;
import io.akkord.journal.KindCodec;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Submission;
import io.akkord.settings.Settings;
import io.akkord.tally.TallyCodec;
import io.akkord.tally.TallyKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The runtime on real storage with the test's own kind, without sessions and sockets. */
final class Runtime implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final KindRuntime<TallyKind.Command, TallyKind.Event, TallyKind.Tally> TALLIES = new KindRuntime<>(
            new TallyKind(), new TallyCodec(), commit -> ("v" + commit.version()).getBytes(StandardCharsets.UTF_8));

    final Database database;
    final ActorTestKit kit;
    final Objects objects;
    final ActorRef<Relays.Command> relays;
    final ObjectServices services;

    Runtime(Path directory, String overrides) {
        Config config = ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString("akkord.data-dir = \"" + directory + "\""))
                .withFallback(ConfigFactory.parseString("akka.actor.serialize-messages = on"))
                .withFallback(ConfigFactory.parseResources("akkord-akka.conf"))
                .withFallback(ConfigFactory.load());
        Settings settings = Settings.of(config.resolve());
        database = Database.open(settings);
        kit = ActorTestKit.create("akkord", JournalConfig.of(settings, database).withFallback(config));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        services = new ObjectServices(
                settings.object(),
                settings.storage(),
                database.installation().origin(),
                System::currentTimeMillis,
                new JournalHistory(database, settings.object().clients()),
                new Tables(new AlarmTable(database)));
        objects = Objects.start(kit.system(), List.of(TALLIES), services);
        relays = kit.spawn(Relays.create(objects));
        kit.spawn(AlarmClock.create(services, objects));
    }

    static ObjectId tally(String name) {
        return ObjectId.of(TallyKind.NAME, name);
    }

    static Submission<TallyKind.Command> add(String client, long seq, long base, long amount) {
        return new Submission<>(client, seq, base, "ann", "", amount, new TallyKind.Command.Add(amount, 0));
    }

    /** Submits as a service would and waits for the outcome. */
    Outcome submit(ObjectId id, Submission<TallyKind.Command> submission) {
        TestProbe<Outcome> probe = kit.createTestProbe();
        objects.accept(new ObjectCommand.Submit<>(id, submission, "", probe.getRef()));
        return probe.receiveMessage(PATIENCE);
    }

    @SuppressWarnings("unchecked")
    ObjectState<TallyKind.Tally> read(ObjectId id) {
        TestProbe<ReadAnswer> probe = kit.createTestProbe();
        objects.accept(new ObjectCommand.Read(id, probe.getRef()));
        return ((ReadAnswer.Current<TallyKind.Tally>) probe.receiveMessage(PATIENCE)).state();
    }

    TestProbe<RelayEvent> join(ObjectId id, String session, String client, long since) {
        TestProbe<RelayEvent> probe = kit.createTestProbe();
        relays.tell(new Relays.Command.Attach(
                id,
                new io.akkord.object.Join(session, client, "ann", since, "", false, new byte[0], -1),
                probe.getRef()));
        return probe;
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        database.close();
    }

    private record Tables(AlarmTable alarms) implements ObjectTables {
        @Override
        public CompletionStage<Done> list(
                ObjectId id, String type, long version, long size, long updatedAt, boolean deleted) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }

        @Override
        public CompletionStage<Done> alarm(ObjectId id, long due) {
            return alarms.upsert(id, due);
        }

        @Override
        public CompletionStage<Done> forgetAlarm(ObjectId id, long due) {
            return alarms.remove(id, due);
        }

        @Override
        public CompletionStage<List<ObjectId>> dueAlarms(long now, int limit) {
            return alarms.due(now, limit)
                    .thenApply(due -> due.stream().map(AlarmTable.Alarm::id).toList());
        }

        @Override
        public <C, E, S> void waypoint(ObjectId id, KindCodec<C, E, S> codec, ObjectState<S> state) {}
    }
}
