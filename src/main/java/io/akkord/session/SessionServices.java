package io.akkord.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.RecipientRef;
import io.akkord.auth.Admission;
import io.akkord.journal.History;
import io.akkord.kind.ObjectId;
import io.akkord.limit.Places;
import io.akkord.limit.Traffic;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Relays;
import io.akkord.object.Tracing;
import io.akkord.protocol.FrameReader;
import io.akkord.protocol.KindWire;
import io.akkord.protocol.Outbound;
import io.akkord.settings.LimitSettings;
import io.akkord.settings.SessionSettings;
import io.akkord.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What all sessions of a node share.
 *
 * @param kinds by name
 * @param reader of inbound frames
 * @param history where missed commits are read
 * @param objects takes submissions, presence and broadcasts to the objects, wherever they are
 * @param relays of this node
 * @param admission decides whom a token stands for
 * @param traffic counts what users, addresses and objects do
 * @param told what clients are told of the limits
 * @param snapshots encoded once for all
 * @param largeAnswers which sessions may send one now
 * @param outflow what all of them have queued
 * @param monitor hears what happens
 * @param tracing follows some submissions
 */
public record SessionServices(
        Map<String, SessionKind<?, ?, ?>> kinds,
        FrameReader reader,
        History history,
        RecipientRef<ObjectCommand> objects,
        ActorRef<Relays.Command> relays,
        Admission admission,
        Traffic traffic,
        SessionSettings settings,
        LimitSettings limits,
        Outbound.Limits told,
        SharedSnapshots snapshots,
        Places<ActorRef<SessionCommand>> largeAnswers,
        Outflow outflow,
        SessionMonitor monitor,
        Tracing tracing) {

    /** Which part of the heap may be queued for clients. */
    private static final long OUTFLOW_SHARE = 8;

    public SessionServices {
        kinds = Map.copyOf(kinds);
    }

    public static SessionServices of(
            List<SessionKind<?, ?, ?>> kinds,
            History history,
            RecipientRef<ObjectCommand> objects,
            ActorRef<Relays.Command> relays,
            Admission admission,
            Traffic traffic,
            Settings settings) {
        Map<String, SessionKind<?, ?, ?>> byName = new HashMap<>();
        kinds.forEach(kind -> byName.put(kind.wire().kind(), kind));
        List<KindWire<?, ?, ?>> wires =
                kinds.stream().<KindWire<?, ?, ?>>map(SessionKind::wire).toList();
        LimitSettings limits = settings.limits();
        return new SessionServices(
                byName,
                new FrameReader(wires, limits.message()),
                history,
                objects,
                relays,
                admission,
                traffic,
                settings.session(),
                limits,
                new Outbound.Limits(
                        limits.message(),
                        limits.value(),
                        limits.document(),
                        limits.objects(),
                        limits.presence(),
                        limits.broadcast(),
                        limits.rate(),
                        settings.object().clients()),
                new SharedSnapshots(),
                new Places<>(
                        settings.session().largeAnswers(),
                        session -> session.tell(new SessionInternal.AnswerAllowed())),
                new Outflow(Runtime.getRuntime().maxMemory() / OUTFLOW_SHARE),
                SessionMonitor.NONE,
                Tracing.NONE);
    }

    /** The same, watched and followed. */
    public SessionServices watchedBy(SessionMonitor watcher, Tracing follower) {
        return new SessionServices(
                kinds,
                reader,
                history,
                objects,
                relays,
                admission,
                traffic,
                settings,
                limits,
                told,
                snapshots,
                largeAnswers,
                outflow,
                watcher,
                follower);
    }

    SessionKind<?, ?, ?> kind(ObjectId id) {
        return Objects.requireNonNull(kinds.get(id.kind()), "the reader lets no other kinds in");
    }
}
