package io.akkord.edge;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.settings.ParserSettings;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.SystemMaterializer;
import io.akkord.edge.socket.SocketEndpoint;
import io.akkord.namespace.NamespaceCommand;
import io.akkord.namespace.NamespaceEvent;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceState;
import io.akkord.protocol.NamespaceWire;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.session.SessionKind;
import io.akkord.session.Sessions;
import io.akkord.settings.LimitSettings;
import io.akkord.settings.Settings;
import io.akkord.settings.TlsSettings;
import io.akkord.telemetry.RequestMonitor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import scala.concurrent.duration.FiniteDuration;

/**
 * The server's one port. {@link #start} binds it; {@link #stop} lets everybody go: readiness turns false, no socket is accepted any
 * more, sessions say GOODBYE, running requests are answered, and what is left at the end of the time is cut off.
 */
public final class EdgeServer {

    /** As many as Linux lets wait; of more than that clients hear nothing, and those who wait for the server to speak wait for ever. */
    private static final int BACKLOG = 4096;

    private static final int MAX_URI = 8192;
    private static final Duration LEAST_IDLE = Duration.ofSeconds(60);
    private static final FiniteDuration LINGER = FiniteDuration.create(5, TimeUnit.SECONDS);
    private static final int BODY_SHARE_OF_HEAP = 16;

    private final ActorSystem<?> system;
    private final Settings settings;
    private final Sessions sessions;
    private final SocketEndpoint sockets;
    private final List<Route> routes;
    private final Connections connections;
    private final Reception reception;
    private final Optional<CertificateWatch> certificate;
    private final AtomicReference<@Nullable CompletionStage<Done>> stopped = new AtomicReference<>();
    private volatile @Nullable ServerBinding binding;

    public EdgeServer(ActorSystem<?> system, Settings settings, EdgeServices services) {
        this.system = system;
        this.settings = settings;
        this.sessions = services.sessions();
        this.sockets = new SocketEndpoint(sessions, settings);
        Bodies bodies = new Bodies(SystemMaterializer.get(system).materializer(), bodyBudget(settings));
        StaticPages pages = new StaticPages(
                EdgeServer.class.getClassLoader(), settings.http().headers());
        this.routes = List.copyOf(routes(services, bodies, pages));
        Origins origins = new Origins(settings.http().allowedOrigins());
        Hosts hosts = new Hosts(settings.http().host(), settings.http().allowedOrigins());
        RequestMonitor monitor = services.insight().requests();
        Cors cors = new Cors(origins);
        Proxies proxies = new Proxies(settings.http().proxies());
        Requests requests = new Requests(
                new Router(routes, pages, monitor),
                hosts,
                origins,
                new Entrance(services.admission(), services.tickets()),
                bodies,
                cors,
                new Throttle(services.traffic()),
                services.tracing(),
                monitor);
        this.connections = new Connections(
                settings.http().connections(),
                services.traffic(),
                proxies,
                settings.limits().traffic().isOn());
        TlsSettings tls = settings.http().tls();
        SecurityHeaders security = new SecurityHeaders(settings.http().headers());
        this.reception = new Reception(requests, proxies, tls.isOn(), cors, security, monitor);
        this.certificate = tls.isOn() ? Optional.of(new CertificateWatch(tls)) : Optional.empty();
    }

    private List<Route> routes(EdgeServices services, Bodies bodies, StaticPages pages) {
        Submissions objects = new Submissions(services.gateway());
        Duration within = settings.session().requestTimeout();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SocketRoutes(sockets, services.tickets(), this::isStopping).routes());
        routes.addAll(new AccessRoutes(services.tickets(), services.revocations(), bodies).routes());
        routes.addAll(rooms(services, objects, bodies, within));
        routes.addAll(namespaces(services, objects, bodies, within));
        routes.addAll(
                new HealthRoutes(() -> !isStopping() && services.ready().getAsBoolean(), services.health()).routes());
        routes.addAll(new InsightRoutes(
                        services.insight(),
                        services.directory(),
                        within,
                        settings.metrics().open())
                .routes());
        routes.addAll(new LoggerRoutes(services.levels(), bodies).routes());
        routes.add(Route.of("GET", "/openapi.json", Needs.NOTHING, pages::answer));
        routes.add(Route.of("GET", "/asyncapi.json", Needs.NOTHING, pages::answer));
        return routes;
    }

    private List<Route> rooms(EdgeServices services, Submissions objects, Bodies bodies, Duration within) {
        SessionKind<RoomCommand, RoomEvent, RoomState> kind = services.rooms();
        ObjectReads<RoomCommand, RoomEvent, RoomState> reads =
                new ObjectReads<>(kind, objects, services.history(), within);
        Story<RoomEvent, RoomState> story =
                Story.plain(commit -> kind.wire().writeCommit(commit).bytes());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new DirectoryRoutes(services.directory(), RoomKind.NAME, within).routes());
        routes.addAll(new RoomReads(reads).routes());
        routes.addAll(new RoomRoutes(objects, reads, bodies, settings.limits(), kind.wire()).routes());
        routes.addAll(new DeletionRoutes<>(RoomKind.NAME, reads, objects, RoomCommand.Delete::new).routes());
        routes.addAll(new HistoryRoutes<>(kind, objects, services.history(), story, within).routes());
        return routes;
    }

    private List<Route> namespaces(EdgeServices services, Submissions objects, Bodies bodies, Duration within) {
        SessionKind<NamespaceCommand, NamespaceEvent, NamespaceState> kind = services.namespaces();
        ObjectReads<NamespaceCommand, NamespaceEvent, NamespaceState> reads =
                new ObjectReads<>(kind, objects, services.history(), within);
        NamespaceWrites writes = new NamespaceWrites(objects);
        NamespaceWire wire = new NamespaceWire();
        Story<NamespaceEvent, NamespaceState> story = Story.rolling(
                kind.runtime().kind(),
                reads,
                (commit, before) -> wire.writeCommit(commit, before).bytes());
        LimitSettings limits = settings.limits();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new DirectoryRoutes(services.directory(), NamespaceKind.NAME, within).routes());
        routes.addAll(new NamespaceReads(reads).routes());
        routes.addAll(new NamespaceRoutes(objects, reads, writes, bodies, limits).routes());
        routes.addAll(new DeletionRoutes<>(NamespaceKind.NAME, reads, objects, NamespaceCommand.Delete::new).routes());
        routes.addAll(new NamespaceKeyRoutes(
                        reads, writes, bodies, limits, services.insight().requests())
                .routes());
        routes.addAll(new NamespaceMfeRoutes(reads, writes, bodies, limits).routes());
        routes.addAll(new HistoryRoutes<>(kind, objects, services.history(), story, within).routes());
        return routes;
    }

    /** The routing table, to be compared with what the contract says. */
    List<Route> routes() {
        return routes;
    }

    /** Binds the port; the address has the real port where the settings leave it open. Fails where it is taken. */
    public CompletionStage<InetSocketAddress> start() {
        ServerBuilder server = Http.get(system)
                .newServerAt(settings.http().host(), settings.http().port())
                .withSettings(serverSettings());
        ServerBuilder secured = certificate
                .map(watch -> {
                    watch.start();
                    return server.enableHttps(ConnectionContext.httpsServer(watch::engine));
                })
                .orElse(server);
        Intake intake = new Intake(
                system, connections, reception, settings.http().connections().newPerSecond());
        return secured.connectionSource().to(intake.connections()).run(system).thenApply(bound -> {
            binding = bound;
            return bound.localAddress();
        });
    }

    /** Sockets that are open now. */
    public int sockets() {
        return sockets.count();
    }

    /** Connections open now. */
    public int connections() {
        return connections.open();
    }

    /** Connections that there was no room for, since the start. */
    public long refusedConnections() {
        return connections.refused();
    }

    /** Requests that were no HTTP, since the process started; for all servers in it. */
    public long malformed() {
        return ParseErrors.count();
    }

    /** Stops within the time given, that of the first who asks; the same stage for all. Never fails. */
    public CompletionStage<Done> stop(Duration all) {
        CompletableFuture<Done> done = new CompletableFuture<>();
        if (!stopped.compareAndSet(null, done)) {
            return Objects.requireNonNull(stopped.get());
        }
        certificate.ifPresent(CertificateWatch::close);
        long end = System.nanoTime() + all.toNanos();
        Duration forSessions = all.multipliedBy(3).dividedBy(4);
        Optional<ServerBinding> bound = Optional.ofNullable(binding);
        atMost(sessions.goodbye(), forSessions)
                .thenCompose(said -> {
                    bound.ifPresent(ServerBinding::unbind);
                    return atMost(sockets.whenEmpty(), left(end).minus(all.dividedBy(8)));
                })
                .thenCompose(empty -> {
                    sockets.cutAll();
                    return connections.terminate(left(end));
                })
                .whenComplete((ended, failure) -> done.complete(Done.getInstance()));
        return done;
    }

    private boolean isStopping() {
        return stopped.get() != null;
    }

    private static CompletionStage<Done> atMost(CompletionStage<Done> stage, Duration within) {
        return stage.toCompletableFuture()
                .copy()
                .completeOnTimeout(Done.getInstance(), Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> Done.getInstance());
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(100), end - System.nanoTime()));
    }

    private static long bodyBudget(Settings settings) {
        // Half of it is for one user: enough for the largest body.
        return Math.max(2 * settings.limits().content(), Runtime.getRuntime().maxMemory() / BODY_SHARE_OF_HEAP);
    }

    private ServerSettings serverSettings() {
        ServerSettings defaults = ServerSettings.create(system.classicSystem());
        ParserSettings parser = defaults.getParserSettings()
                .withMaxUriLength(MAX_URI)
                .withIllegalHeaderWarnings(false)
                .withMaxContentLength(Long.MAX_VALUE);
        Duration keepAlive = settings.session().keepAlive().multipliedBy(3);
        Duration idle = keepAlive.compareTo(LEAST_IDLE) > 0 ? keepAlive : LEAST_IDLE;
        ServerSettings.Timeouts timeouts = defaults.getTimeouts()
                .withIdleTimeout(FiniteDuration.create(idle.toMillis(), TimeUnit.MILLISECONDS))
                .withLingerTimeout(LINGER)
                // Every endpoint answers within the time its own settings give.
                .withRequestTimeout(scala.concurrent.duration.Duration.Inf());
        return defaults.withServerHeader(Optional.empty())
                .withRawRequestUriHeader(true)
                .withTransparentHeadRequests(true)
                .withBacklog(BACKLOG)
                .withParsingErrorHandler(ParseErrors.class.getName())
                .withParserSettings(parser)
                .withTimeouts(timeouts);
    }
}
