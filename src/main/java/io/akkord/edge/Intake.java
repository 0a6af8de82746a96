package io.akkord.edge;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.IncomingConnection;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.Attributes;
import akka.stream.OverflowStrategy;
import akka.stream.ThrottleMode;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/** Takes in new connections, one by one; see {@link Connections}. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int AT_ONCE = 10;

    /** So many times as many as are taken in are looked at, evenly too: to cut off a thousand at once would hold up those who are there. */
    private static final int LOOKED_AT = 2;

    private static final int LEAST_LOOKED_AT = 1_000;
    private static final int WAITING = 256;

    /** As Akka HTTP has it for connections that it takes in itself: a peer that leaves is not a failure at once. */
    private static final Attributes CANCELLATION =
            Attributes.apply(new Attributes.CancellationStrategy(Attributes.cancellationStrategyAfterDelay(
                    FiniteDuration.create(100, TimeUnit.MILLISECONDS), Attributes.cancellationStrategyFailStage())));

    private final ActorSystem<?> system;
    private final Connections connections;
    private final Reception reception;
    private final int perSecond;

    /** @param perSecond of those that wait for their turn */
    Intake(ActorSystem<?> system, Connections connections, Reception reception, int perSecond) {
        this.system = system;
        this.connections = connections;
        this.reception = reception;
        this.perSecond = perSecond;
    }

    /** The next connection is asked for when the last one has gone on: those that wait let others pass as long as they are few. */
    Sink<IncomingConnection, NotUsed> connections() {
        Flow<IncomingConnection, IncomingConnection, NotUsed> all = Flow.of(IncomingConnection.class);
        return (connections.isPaced() ? evenly(all, Math.max(LEAST_LOOKED_AT, LOOKED_AT * perSecond)) : all)
                .filter(this::waits)
                .buffer(WAITING, OverflowStrategy.backpressure())
                .via(evenly(Flow.of(IncomingConnection.class), perSecond))
                .to(Sink.foreach(connection -> serve(connection, 0)));
    }

    private static Flow<IncomingConnection, IncomingConnection, NotUsed> evenly(
            Flow<IncomingConnection, IncomingConnection, NotUsed> flow, int perSecond) {
        return flow.throttle(perSecond, Duration.ofSeconds(1), AT_ONCE, ThrottleMode.shaping());
    }

    /** Whether it has to wait for its turn; what has not is served, refused or cut off at once. */
    private boolean waits(IncomingConnection connection) {
        InetAddress peer = connection.remoteAddress().getAddress();
        long wait = connections.handshake(peer);
        if (wait == 0 && connections.waits(peer)) {
            return true;
        }
        if (wait == 0 || connections.isToldToWait()) {
            serve(connection, wait);
        } else {
            run(connection, Flow.fromSinkAndSource(Sink.cancelled(), Source.empty()));
        }
        return false;
    }

    private void serve(IncomingConnection connection, long wait) {
        InetAddress peer = connection.remoteAddress().getAddress();
        run(connection, Flow.fromGraph(new ConnectionStage(connections, reception, peer, wait)));
    }

    private void run(IncomingConnection connection, Flow<HttpRequest, HttpResponse, NotUsed> answers) {
        try {
            connection.flow().join(answers).addAttributes(CANCELLATION).run(system);
        } catch (RuntimeException e) {
            // Not to end all others that are still to come.
            LOG.error("A connection could not be served", e);
        }
    }
}
