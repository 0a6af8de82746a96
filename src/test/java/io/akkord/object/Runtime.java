package io.akkord.object;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.journal.Database;
import io.akkord.journal.JournalConfig;
import io.akkord.journal.JournalHistory;
import io.akkord.journal.RoomCodec;
import io.akkord.kind.Commit;
import io.akkord.kind.Encoded;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Submission;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.settings.Settings;
import io.akkord.tally.TallyCodec;
import io.akkord.tally.TallyKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The runtime on real storage with the test's own kind, without sessions and sockets. Every message is serialized on its way. */
final class Runtime implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final KindRuntime<TallyKind.Command, TallyKind.Event, TallyKind.Tally> TALLIES =
            tallies(1, Interceptor.none());

    /** A kind whose objects can be deleted. */
    static final KindRuntime<RoomCommand, RoomEvent, RoomState> ROOMS = new KindRuntime<>(
            new RoomKind(1000),
            new RoomCodec(),
            commit -> Encoded.whole(("v" + commit.version()).getBytes(StandardCharsets.UTF_8)));

    static KindRuntime<TallyKind.Command, TallyKind.Event, TallyKind.Tally> tallies(
            int schema, Interceptor<TallyKind.Command, TallyKind.Tally> interceptor) {
        return new KindRuntime<>(
                new TallyKind(schema, 0),
                new TallyCodec(),
                commit -> Encoded.whole(("v" + commit.version()).getBytes(StandardCharsets.UTF_8)),
                interceptor);
    }

    final Noted noted = new Noted();
    final Database database;
    final ActorTestKit kit;
    final Objects objects;
    final ActorRef<Relays.Command> relays;
    final ObjectServices services;
    final StoredAlarms tables;
    final GatedHistory.Gate history = new GatedHistory.Gate();

    Runtime(Path directory, String overrides) {
        this(directory, overrides, System::currentTimeMillis);
    }

    Runtime(Path directory, String overrides, LongSupplier clock) {
        this(directory, overrides, clock, TALLIES);
    }

    Runtime(
            Path directory,
            String overrides,
            LongSupplier clock,
            KindRuntime<TallyKind.Command, TallyKind.Event, TallyKind.Tally> tallies) {
        Config config = ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString("akkord.data-dir = \"" + directory + "\""))
                .withFallback(ConfigFactory.parseString("akka.actor.serialize-messages = on"))
                .withFallback(ConfigFactory.parseResources("application-test.conf"))
                .withFallback(ConfigFactory.parseResources("akkord-akka.conf"))
                .withFallback(ConfigFactory.load());
        Settings settings = Settings.of(config.resolve());
        database = Database.open(settings);
        tables = new StoredAlarms(database);
        kit = ActorTestKit.create(
                "akkord",
                ConfigFactory.parseString("jdbc-journal.class = \"" + TappedJournal.class.getName() + "\"")
                        .withFallback(JournalConfig.of(settings, database))
                        .withFallback(config));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        services = new ObjectServices(
                settings.object(),
                settings.storage(),
                database.installation().origin(),
                clock,
                new GatedHistory(new JournalHistory(database, settings.object().clients()), history),
                tables,
                noted,
                Tracing.NONE);
        objects = Objects.start(kit.system(), List.of(tallies, ROOMS), services);
        relays = kit.spawn(Relays.create(objects));
        kit.spawn(AlarmClock.create(services, objects));
    }

    static ObjectId tally(String name) {
        return ObjectId.of(TallyKind.NAME, name);
    }

    static Submission<TallyKind.Command> add(String client, long seq, long base, long amount) {
        return new Submission<>(client, seq, base, "ann", "", amount, new TallyKind.Command.Add(amount, 0));
    }

    static Submission<TallyKind.Command> ringAt(String client, long seq, long due) {
        return new Submission<>(client, seq, Submission.HEAD, "ann", "", due, new TallyKind.Command.RingAt(due));
    }

    static Submission<TallyKind.Command> submission(String client, long seq, TallyKind.Command command) {
        return new Submission<>(client, seq, Submission.HEAD, "ann", "", command.hashCode(), command);
    }

    /** Submits as a service would and waits for the outcome. */
    Outcome submit(ObjectId id, Submission<TallyKind.Command> submission) {
        TestProbe<Outcome> probe = kit.createTestProbe();
        send(id, submission, probe);
        return probe.receiveMessage(PATIENCE);
    }

    void send(ObjectId id, Submission<TallyKind.Command> submission, TestProbe<Outcome> outcomes) {
        objects.accept(new ObjectCommand.Submit<>(id, submission, "", outcomes.getRef()));
    }

    @SuppressWarnings("unchecked")
    ObjectState<TallyKind.Tally> read(ObjectId id) {
        TestProbe<ReadAnswer> probe = kit.createTestProbe();
        objects.accept(new ObjectCommand.Read(id, probe.getRef()));
        return ((ReadAnswer.Current<TallyKind.Tally>) probe.receiveMessage(PATIENCE)).state();
    }

    /** All commits, as the journal has them. */
    List<Commit<TallyKind.Event>> journal(ObjectId id) {
        return services.history()
                .commits(TALLIES.codec(), id, 1, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE)
                .toCompletableFuture()
                .join();
    }

    TestProbe<RelayEvent> join(ObjectId id, String session, String client, long since) {
        TestProbe<RelayEvent> probe = kit.createTestProbe();
        attach(relays, id, session, client, since, probe);
        return probe;
    }

    static void attach(
            ActorRef<Relays.Command> relays,
            ObjectId id,
            String session,
            String client,
            long since,
            TestProbe<RelayEvent> probe) {
        relays.tell(new Relays.Attach(id, joining(session, client, since), probe.getRef()));
    }

    static io.akkord.object.Join joining(String session, String client, long since) {
        return new io.akkord.object.Join(session, client, "ann", since, "", false, new byte[0], -1);
    }

    @Override
    public void close() {
        Tap.forget();
        kit.shutdownTestKit();
        database.close();
    }
}
