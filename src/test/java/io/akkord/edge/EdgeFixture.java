package io.akkord.edge;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.akkord.auth.Admission;
import io.akkord.auth.MemoryAccess;
import io.akkord.auth.Revocations;
import io.akkord.auth.Tickets;
import io.akkord.journal.History;
import io.akkord.journal.NamespaceCodec;
import io.akkord.journal.RoomCodec;
import io.akkord.journal.ValueCipher;
import io.akkord.limit.Traffic;
import io.akkord.namespace.NamespaceKind;
import io.akkord.namespace.NamespaceRules;
import io.akkord.object.KindRuntime;
import io.akkord.object.Tracing;
import io.akkord.protocol.NamespaceWire;
import io.akkord.protocol.RoomWire;
import io.akkord.room.RoomKind;
import io.akkord.session.SessionKind;
import io.akkord.settings.Settings;
import io.akkord.telemetry.Insight;
import io.akkord.telemetry.SingleNode;
import io.akkord.telemetry.StateHealth;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The edge on a real port, with objects in memory and puppets for sessions. */
public final class EdgeFixture implements AutoCloseable {
    private static final String SMALL = """
            akkord.http.port = 0
            akkord.http.allowed-origins = ["https://app.example.org"]
            akkord.limits.message = 64 KiB
            akkord.limits.value = 64 KiB
            akkord.limits.content = 256 KiB
            akkord.session.fragments = 8
            akkord.session.outbound-high = 64 KiB
            akkord.session.outbound-low = 8 KiB
            akka.loglevel = "WARNING"
            """;

    private static final RoomKind ROOMS = new RoomKind(1000);
    private static final NamespaceKind NAMESPACES = new NamespaceKind(id -> NamespaceRules.DEFAULT);

    private final ActorTestKit kit;
    public final Insight insight = new Insight(List.of(RoomKind.NAME, NamespaceKind.NAME), true);
    public final MemoryObjects objects = new MemoryObjects(ROOMS, NAMESPACES);
    public final PuppetSessions sessions;
    public final MemoryAccess access = new MemoryAccess();
    public final EdgeServer server;
    public final InetSocketAddress address;
    public volatile boolean ready = true;
    private final HttpClient client = HttpClient.newHttpClient();

    public EdgeFixture() {
        this("");
    }

    /** @param overrides settings in front of the small ones */
    public EdgeFixture(String overrides) {
        this(overrides, objects -> objects);
    }

    /** @param history stands behind the objects */
    EdgeFixture(String overrides, Function<MemoryObjects, History> history) {
        this(overrides, history, Admission.OPEN);
    }

    /** @param admission decides whom the tokens of requests stand for */
    EdgeFixture(String overrides, Function<MemoryObjects, History> history, Admission admission) {
        var config = ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseString(SMALL))
                .withFallback(ConfigFactory.parseResources("application-test.conf"))
                .withFallback(ConfigFactory.load());
        kit = ActorTestKit.create("edge", config);
        sessions = new PuppetSessions(kit::spawn);
        RoomWire wire = new RoomWire();
        NamespaceWire namespaceWire = new NamespaceWire();
        Settings settings = Settings.of(config);
        server = new EdgeServer(
                kit.system(),
                settings,
                new EdgeServices(
                        objects,
                        admission,
                        new Tickets(access, settings.auth().tickets(), admission, System::currentTimeMillis),
                        new Revocations(access, settings.auth(), System::currentTimeMillis),
                        sessions,
                        new Traffic(settings.limits().traffic(), System::nanoTime),
                        history.apply(objects),
                        objects,
                        new SessionKind<>(new KindRuntime<>(ROOMS, new RoomCodec(), wire::writeCommit), wire),
                        new SessionKind<>(
                                new KindRuntime<>(
                                        NAMESPACES, new NamespaceCodec(ValueCipher.NONE), namespaceWire::writeCommit),
                                namespaceWire),
                        new StateHealth(List.of(new SingleNode()), settings.health(), System::nanoTime),
                        insight,
                        new PuppetLevels(),
                        Tracing.NONE,
                        () -> ready));
        address = await(server.start().toCompletableFuture());
    }

    public int port() {
        return address.getPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** A request with headers given as name, value, name, value. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> json(String method, String path, String body) throws Exception {
        return send(method, path, body, "Content-Type", "application/json");
    }

    static <T> T await(java.util.concurrent.CompletableFuture<T> stage) {
        try {
            return stage.get(60, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    public CompletionStage<Done> stop() {
        return server.stop(Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        await(stop().toCompletableFuture());
        kit.shutdownTestKit();
        insight.close();
    }
}
