package io.akkord.session;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import io.akkord.auth.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The sessions of this node, as children of one actor. A session that fails closes its own socket and no other. */
public final class NodeSessions implements Sessions {
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(5);
    private static final long LEAST_LOOK = 10;
    private static final long MOST_LOOK = 1_000;
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(5);

    private sealed interface Command {}

    private record Open(
            SocketOut out, Optional<Credential> credential, String address, ActorRef<ActorRef<SessionCommand>> replyTo)
            implements Command {}

    private record Recheck() implements Command {}

    private record Look() implements Command {}

    private record Goodbye(ActorRef<Done> replyTo) implements Command {}

    private record Said(ActorRef<SessionCommand> by) implements Command {}

    private record Ended(ActorRef<SessionCommand> session) implements Command {}

    private final ActorSystem<?> system;
    private final ActorRef<Command> parent;
    private final AtomicInteger count = new AtomicInteger();

    public NodeSessions(ActorSystem<?> system, SessionServices services) {
        this.system = system;
        this.parent = system.systemActorOf(
                Behaviors.<Command>setup(actor -> Behaviors.withTimers(timers -> {
                    long every = Math.max(
                            LEAST_LOOK,
                            Math.min(MOST_LOOK, services.settings().slowAfter().toMillis() / 4));
                    timers.startTimerWithFixedDelay(new Look(), Duration.ofMillis(every));
                    return new Parent(actor, services, count).behavior();
                })),
                "sessions",
                Props.empty());
    }

    @Override
    public CompletionStage<ActorRef<SessionCommand>> open(
            SocketOut out, Optional<Credential> credential, String address) {
        return AskPattern.ask(
                parent,
                (ActorRef<ActorRef<SessionCommand>> replyTo) -> new Open(out, credential, address, replyTo),
                OPEN_WITHIN,
                system.scheduler());
    }

    @Override
    public void recheck() {
        parent.tell(new Recheck());
    }

    /** Completes after a few seconds in any case. */
    @Override
    public CompletionStage<Done> goodbye() {
        CompletionStage<Done> said = AskPattern.ask(parent, Goodbye::new, GOODBYE_WITHIN, system.scheduler());
        return said.exceptionally(late -> Done.getInstance());
    }

    /** Sessions open now. */
    public int count() {
        return count.get();
    }

    private static final class Parent {
        private final ActorContext<Command> actor;
        private final SessionServices services;
        private final AtomicInteger count;
        private final Set<ActorRef<SessionCommand>> open = new HashSet<>();
        private final Set<ActorRef<SessionCommand>> silent = new HashSet<>();
        private final List<ActorRef<Done>> waiting = new ArrayList<>();
        private boolean stopping;

        private Parent(ActorContext<Command> actor, SessionServices services, AtomicInteger count) {
            this.actor = actor;
            this.services = services;
            this.count = count;
        }

        private Behavior<Command> behavior() {
            return Behaviors.receive(Command.class)
                    .onMessage(Open.class, this::onOpen)
                    .onMessage(Recheck.class, recheck -> onRecheck())
                    .onMessage(Look.class, look -> onLook())
                    .onMessage(Goodbye.class, this::onGoodbye)
                    .onMessage(Said.class, said -> onSilentNoMore(said.by()))
                    .onMessage(Ended.class, this::onEnded)
                    .build();
        }

        private Behavior<Command> onOpen(Open command) {
            ActorRef<SessionCommand> session = actor.spawnAnonymous(
                    SessionActor.create(services, command.out(), command.credential(), command.address()));
            actor.watchWith(session, new Ended(session));
            open.add(session);
            count.set(open.size());
            if (stopping) {
                session.tell(new SessionCommand.Restarting());
            }
            command.replyTo().tell(session);
            return Behaviors.same();
        }

        private Behavior<Command> onRecheck() {
            open.forEach(session -> session.tell(new SessionInternal.StayCheck()));
            return Behaviors.same();
        }

        private Behavior<Command> onLook() {
            services.outflow()
                    .look(System.nanoTime(), services.settings().slowAfter().toNanos());
            return Behaviors.same();
        }

        private Behavior<Command> onGoodbye(Goodbye command) {
            stopping = true;
            waiting.add(command.replyTo());
            silent.addAll(open);
            ActorRef<Command> self = actor.getSelf();
            for (ActorRef<SessionCommand> session : open) {
                session.tell(new SessionInternal.SayGoodbye(() -> self.tell(new Said(session))));
            }
            return answerIfAllSaid();
        }

        private Behavior<Command> onSilentNoMore(ActorRef<SessionCommand> session) {
            silent.remove(session);
            return answerIfAllSaid();
        }

        private Behavior<Command> onEnded(Ended ended) {
            open.remove(ended.session());
            count.set(open.size());
            return onSilentNoMore(ended.session());
        }

        private Behavior<Command> answerIfAllSaid() {
            if (silent.isEmpty()) {
                waiting.forEach(replyTo -> replyTo.tell(Done.getInstance()));
                waiting.clear();
            }
            return Behaviors.same();
        }
    }
}
