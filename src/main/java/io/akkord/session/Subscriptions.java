package io.akkord.session;

import io.akkord.auth.Level;
import io.akkord.kind.ObjectId;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The objects one session has joined, and what its client asks of them: checked against access and limits, each answered once. */
final class Subscriptions {
    private static final long RETRY_MILLIS = 5_000;

    private final SessionContext context;
    private final SessionServices services;
    private final Map<ObjectId, Subscription<?, ?, ?>> byId = new HashMap<>();
    private final BroadcastLimit broadcasts;
    private final InboundRate rate;
    private final ObjectRate objects;
    private boolean closed;

    Subscriptions(SessionContext context, InboundRate rate) {
        this.context = context;
        this.services = context.services();
        this.rate = rate;
        this.objects = new ObjectRate(services.traffic());
        this.broadcasts = new BroadcastLimit(
                services.settings().broadcastsPerSecond(),
                services.settings().broadcastBytesPerSecond(),
                System.nanoTime());
    }

    /** Handles a message about an object, now or after what it has to wait for. */
    void handle(Inbound.AboutObject message) {
        if (closed || isTooMuch(message)) {
            return;
        }
        dispatch(message);
    }

    /** Counts it once, when it comes, and not again when it has waited. */
    private boolean isTooMuch(Inbound.AboutObject message) {
        long wait = message instanceof Inbound.Presence ? rate.presence() : 0;
        // Who may not do that with the object is told so, and takes nothing from those who may.
        if (wait == 0 && context.level(message.id()).covers(needed(message))) {
            wait = objects.message(message);
        }
        if (wait > 0) {
            context.error(message.id(), ErrorCode.RATE_LIMITED, "Too much for the object.", wait, message.submission());
        }
        return wait > 0;
    }

    private static Level needed(Inbound.AboutObject message) {
        return message instanceof Inbound.Submit || message instanceof Inbound.Broadcast ? Level.WRITE : Level.READ;
    }

    private void dispatch(Inbound.AboutObject message) {
        if (closed) {
            return;
        }
        if (message instanceof Inbound.Join join) {
            join(join);
        } else if (message instanceof Inbound.Submit<?> submit) {
            joined(submit.id(), needed(message), message, OptionalLong.of(submit.seq()), s -> submit(s, submit));
        } else if (message instanceof Inbound.Sync sync) {
            joined(sync.id(), Level.READ, message, OptionalLong.empty(), s -> s.sync(sync));
        } else if (message instanceof Inbound.Presence presence) {
            joined(presence.id(), Level.READ, message, OptionalLong.empty(), s -> present(s, presence));
        } else if (message instanceof Inbound.Broadcast broadcast) {
            joined(broadcast.id(), needed(message), message, OptionalLong.empty(), s -> broadcast(s, broadcast));
        } else if (message instanceof Inbound.Leave leave) {
            joined(leave.id(), Level.NONE, message, OptionalLong.empty(), Subscription::leave);
        } else {
            throw new IllegalArgumentException("nobody handles a " + message.getClass());
        }
    }

    /** How submissions to an object are read; empty for one that is not joined. */
    Optional<String> joinedType(ObjectId id) {
        return Optional.ofNullable(byId.get(id)).map(Subscription::type);
    }

    /** Does something with the subscription to an object, if there is one. */
    void with(ObjectId id, Consumer<Subscription<?, ?, ?>> does) {
        Subscription<?, ?, ?> subscription = byId.get(id);
        if (subscription != null) {
            does.accept(subscription);
            forgetIfOver(subscription);
        }
    }

    void each(Consumer<Subscription<?, ?, ?>> does) {
        for (Subscription<?, ?, ?> subscription : List.copyOf(byId.values())) {
            does.accept(subscription);
            forgetIfOver(subscription);
        }
    }

    /** Answers what has been undecided for too long; whether something still is undecided. */
    boolean expire(long now) {
        boolean waiting = false;
        for (Subscription<?, ?, ?> subscription : List.copyOf(byId.values())) {
            waiting |= subscription.expire(now);
            forgetIfOver(subscription);
        }
        return waiting;
    }

    /** The session has ended. */
    void close() {
        closed = true;
        byId.values().forEach(Subscription::detach);
        byId.clear();
        objects.leftAll();
    }

    /** Ends what the user may not read any more. */
    void endForbidden() {
        each(subscription -> {
            if (!context.level(subscription.id()).covers(Level.READ)) {
                subscription.forbid();
            }
        });
    }

    private void join(Inbound.Join join) {
        ObjectId id = join.id();
        with(id, subscription -> {});
        Subscription<?, ?, ?> present = byId.get(id);
        if (!context.level(id).covers(Level.READ)) {
            context.error(id, ErrorCode.FORBIDDEN, "This user may not read the object.");
        } else if (join.presence().length > services.limits().presence()) {
            context.error(id, ErrorCode.TOO_LARGE, "The presence is too large.");
        } else if (present != null && present.isBusy()) {
            present.hold(join);
            forgetIfOver(present);
        } else if (present != null) {
            present.join(join);
        } else if (byId.size() >= services.limits().objects()) {
            context.error(id, ErrorCode.TOO_LARGE, "One socket cannot join more objects.");
        } else if (!objects.join(id)) {
            context.error(
                    id, ErrorCode.RATE_LIMITED, "Too many have joined the object.", RETRY_MILLIS, OptionalLong.empty());
        } else {
            Subscription<?, ?, ?> fresh =
                    new Subscription<>(context, services.kind(id), id, join.type(), this::dispatch);
            byId.put(id, fresh);
            fresh.join(join);
        }
    }

    private void joined(
            ObjectId id,
            Level needed,
            Inbound.AboutObject message,
            OptionalLong seq,
            Consumer<Subscription<?, ?, ?>> does) {
        Subscription<?, ?, ?> subscription = byId.get(id);
        if (subscription == null || subscription.isOver()) {
            context.error(id, ErrorCode.NOT_JOINED, "This session has not joined the object.", 0, seq);
        } else if (!context.level(id).covers(needed)) {
            context.error(id, ErrorCode.FORBIDDEN, "This user may not do that with the object.", 0, seq);
        } else if (subscription.isBusy()) {
            subscription.hold(message);
            forgetIfOver(subscription);
        } else {
            does.accept(subscription);
            forgetIfOver(subscription);
        }
    }

    @SuppressWarnings("unchecked") // the reader read the command for the kind of its object
    private static <C> void submit(Subscription<C, ?, ?> subscription, Inbound.Submit<?> submit) {
        subscription.submit((Inbound.Submit<C>) submit);
    }

    private void present(Subscription<?, ?, ?> subscription, Inbound.Presence presence) {
        if (presence.data().length > services.limits().presence()) {
            context.error(presence.id(), ErrorCode.TOO_LARGE, "The presence is too large.");
        } else {
            subscription.present(presence);
        }
    }

    private void broadcast(Subscription<?, ?, ?> subscription, Inbound.Broadcast broadcast) {
        if (broadcast.data().length > services.limits().broadcast()) {
            context.error(broadcast.id(), ErrorCode.TOO_LARGE, "The broadcast is too large.");
        } else if (!broadcasts.allows(broadcast.bytes(), System.nanoTime())) {
            context.error(
                    broadcast.id(),
                    ErrorCode.RATE_LIMITED,
                    "Too many broadcasts.",
                    broadcasts.retryAfterMillis(broadcast.bytes()),
                    OptionalLong.empty());
        } else {
            subscription.broadcast(broadcast);
        }
    }

    private void forgetIfOver(Subscription<?, ?, ?> subscription) {
        if (subscription.isOver() && byId.remove(subscription.id(), subscription)) {
            objects.left(subscription.id());
        }
    }
}
