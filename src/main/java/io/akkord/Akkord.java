package io.akkord;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SpawnProtocol;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import io.akkord.auth.Access;
import io.akkord.directory.DirectoryStore;
import io.akkord.edge.EdgeServer;
import io.akkord.edge.EdgeServices;
import io.akkord.journal.Database;
import io.akkord.journal.JournalHistory;
import io.akkord.journal.ReplayCheck;
import io.akkord.journal.StorageProbe;
import io.akkord.kind.ObjectId;
import io.akkord.limit.Traffic;
import io.akkord.object.AlarmClock;
import io.akkord.object.KindRuntime;
import io.akkord.object.ObjectServices;
import io.akkord.object.Objects;
import io.akkord.object.ReadAnswer;
import io.akkord.object.Relays;
import io.akkord.object.Tracing;
import io.akkord.room.RoomKind;
import io.akkord.session.Gateway;
import io.akkord.session.NodeSessions;
import io.akkord.session.SessionKind;
import io.akkord.session.SessionServices;
import io.akkord.session.ShardGateway;
import io.akkord.settings.AuthSettings;
import io.akkord.settings.HttpSettings;
import io.akkord.settings.Settings;
import io.akkord.telemetry.HealthCheck;
import io.akkord.telemetry.Insight;
import io.akkord.telemetry.LogbackLevels;
import io.akkord.telemetry.SingleNode;
import io.akkord.telemetry.Spans;
import io.akkord.telemetry.StateHealth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: storage, actor system, objects, sessions and edge, built once in this order and stopped in the reverse one.
 */
public final class Akkord implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Akkord.class);

    private static final int START_SECONDS = 30;
    private static final int READY_TRIES = 5;
    private static final Duration FAILED_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);

    private final Settings settings;
    private final ActorSystem<SpawnProtocol.Command> system;
    private final InetSocketAddress bound;
    private final AtomicBoolean ready;
    private final Opened opened;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private Akkord(
            Settings settings,
            ActorSystem<SpawnProtocol.Command> system,
            InetSocketAddress bound,
            AtomicBoolean ready,
            Opened opened) {
        this.settings = settings;
        this.system = system;
        this.bound = bound;
        this.ready = ready;
        this.opened = opened;
    }

    /** Starts a server with rooms and namespaces. {@code overrides} win over every file and the environment. */
    public static Akkord start(Config overrides) {
        return start(overrides, List.of());
    }

    /**
     * Starts a server with rooms, namespaces and {@code more} kinds of objects, and waits until it is ready. Throws an exception with a
     * sentence for the operator where it cannot: the data directory is in use or not trustworthy, the address is taken or not loopback.
     */
    public static Akkord start(Config overrides, List<SessionKind<?, ?, ?>> more) {
        StartConfig config = StartConfig.of(overrides);
        Settings settings = Settings.of(config.resolved());
        if (settings.auth().mode() == AuthSettings.Mode.NONE) {
            requireLoopback(settings.http().host());
        }
        Opened opened = new Opened();
        try {
            return start(settings, config, more, opened);
        } catch (RuntimeException e) {
            opened.close(FAILED_WITHIN);
            throw e;
        }
    }

    private static Akkord start(Settings settings, StartConfig config, List<SessionKind<?, ?, ?>> more, Opened opened) {
        Database database = opened.addTimed(Database.open(settings), Database::close);
        Access access = opened.add(
                Access.open(
                        settings.auth(),
                        new StoredTickets(database),
                        new StoredRevocations(database),
                        System::currentTimeMillis),
                Access::close);
        Kinds own = opened.add(Kinds.of(settings, database.cipher()), Kinds::close);
        List<SessionKind<?, ?, ?>> kinds = new ArrayList<>(more);
        kinds.add(own.rooms());
        kinds.add(own.namespaces());
        Insight insight = opened.add(
                new Insight(
                        kinds.stream().map(k -> k.runtime().kind().name()).toList(),
                        settings.metrics().enabled()),
                Insight::close);
        Tracing tracing = opened.add(
                settings.tracing().enabled() ? Spans.start(settings.tracing()) : Tracing.NONE, Tracing::close);
        Duration stopWithin = settings.http().stopWithin();
        ActorSystem<SpawnProtocol.Command> system = opened.addTimed(
                ActorSystem.create(guardian(), "akkord", config.with(settings, database)),
                (actors, left) -> terminate(actors, left.minus(stopWithin.dividedBy(8))));
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));

        JournalHistory history = new JournalHistory(database, settings.object().clients());
        ObjectServices services = new ObjectServices(
                settings.object(),
                settings.storage(),
                database.installation().origin(),
                System::currentTimeMillis,
                history,
                new StoredTables(database),
                insight.objects(),
                tracing);
        List<KindRuntime<?, ?, ?>> runtimes =
                kinds.stream().<KindRuntime<?, ?, ?>>map(SessionKind::runtime).toList();
        Objects objects = Objects.start(system, runtimes, services);
        ActorRef<Relays.Command> relays = system.systemActorOf(Relays.create(objects), "relays", Props.empty());
        system.systemActorOf(AlarmClock.create(services, objects), "alarms", Props.empty());

        Gateway gateway =
                new ShardGateway(system, objects.ref(), settings.session().requestTimeout());
        Traffic traffic = new Traffic(settings.limits().traffic(), System::nanoTime);
        NodeSessions sessions = new NodeSessions(
                system,
                SessionServices.of(kinds, history, objects.ref(), relays, access.admission(), traffic, settings)
                        .watchedBy(insight.sessions(), tracing));
        access.revocations().watch(sessions::recheck);
        AtomicBoolean ready = new AtomicBoolean();
        DirectoryStore directory = new DirectoryStore(database);
        EdgeServer edge = new EdgeServer(
                system,
                settings,
                new EdgeServices(
                        gateway,
                        access.admission(),
                        access.tickets(),
                        access.revocations(),
                        sessions,
                        traffic,
                        history,
                        directory,
                        own.rooms(),
                        own.namespaces(),
                        health(settings, database, directory, runtimes),
                        insight,
                        LogbackLevels.create(),
                        tracing,
                        ready::get));
        Duration forEdge = stopWithin.multipliedBy(3).dividedBy(4);
        opened.add(edge, sockets -> await("the sockets", sockets.stop(forEdge), forEdge));
        insight.showConnections(sessions::count, edge::sockets);
        insight.showDoor(edge::connections, edge::refusedConnections, edge::malformed);
        insight.showJournal(database::writesWaiting, database::writingFor);
        awaitObjects(gateway);
        insight.forgetStart();
        HttpSettings http = settings.http();
        InetSocketAddress address =
                within(edge.start(), "The server cannot listen on " + http.host() + " port " + http.port() + ".");
        ready.set(true);
        opened.add(new DirectoryCatchUp(directory, services.tables(), history, runtimes), DirectoryCatchUp::close)
                .start();
        return new Akkord(settings, system, address, ready, opened);
    }

    private static StateHealth health(
            Settings settings, Database database, DirectoryStore directory, List<KindRuntime<?, ?, ?>> kinds) {
        HealthCheck consistency = new ConsistencyHealth(
                directory, new ReplayCheck(database, settings.object().clients()), kinds, settings.health());
        return new StateHealth(
                List.of(new StorageHealth(new StorageProbe(database)), consistency, new SingleNode()),
                settings.health(),
                System::nanoTime);
    }

    /** What the stage comes to, or an exception with this sentence for the operator. */
    private static <T> T within(CompletionStage<T> stage, String otherwise) {
        try {
            return stage.toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("The start was interrupted.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(otherwise, e);
        }
    }

    /** Without authentication everybody is an administrator; only the machine itself may be everybody. */
    private static void requireLoopback(String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        "Without authentication the server listens on a loopback address only; " + host
                                + " is none. Set akkord.auth.mode (AKKORD_AUTH_MODE) to jwt and give it a key"
                                + " (AKKORD_AUTH_HS256_SECRET, AKKORD_AUTH_JWKS_FILE or AKKORD_AUTH_JWKS_URL), or set"
                                + " akkord.http.host (AKKORD_HTTP_HOST) to 127.0.0.1.");
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The address " + host + " to listen on is unknown.", e);
        }
    }

    /** Ready means that an object can be reached and that its journal answers. */
    private static void awaitObjects(Gateway gateway) {
        String otherwise = "The storage does not answer.";
        ObjectId probe = ObjectId.of(RoomKind.NAME, "akkord.ready");
        for (int i = 0; i < READY_TRIES; i++) {
            if (within(gateway.read(probe), otherwise) instanceof ReadAnswer.Current) {
                return;
            }
        }
        throw new IllegalStateException(otherwise);
    }

    private static Behavior<SpawnProtocol.Command> guardian() {
        return Behaviors.setup(context -> SpawnProtocol.create());
    }

    /** Where the server listens, as an address for people. */
    public String address() {
        String host = bound.getAddress().getHostAddress();
        return (settings.http().tls().isOn() ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host)
                + ":" + bound.getPort() + "/";
    }

    public int port() {
        return bound.getPort();
    }

    ActorSystem<?> system() {
        return system;
    }

    /**
     * Stops in order: no new work, a word to every socket, the actor system, the files. All of it together ends a second after the
     * configured time at the latest, whatever hangs: everything acknowledged is on disk anyway.
     */
    @Override
    public void close() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        ready.set(false);
        opened.close(settings.http().stopWithin().plus(CLOSE_GRACE));
    }

    private static void terminate(ActorSystem<?> system, Duration within) {
        system.terminate();
        await("the actor system", system.getWhenTerminated(), within);
    }

    private static void await(String what, CompletionStage<?> stage, Duration within) {
        try {
            stage.toCompletableFuture().get(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Stopping: {} did not end in order", what);
        }
    }
}
