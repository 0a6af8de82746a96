package io.akkord.object;

import akka.actor.typed.ActorRef;
import io.akkord.kind.ObjectId;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who follows an object: the relays, the sessions behind them, the clients those speak for and their presence. A client has one
 * session at most; a later one supersedes it and inherits its presence.
 */
final class Audience {
    private static final byte[] GONE = {};

    private record Member(String client, String user, ActorRef<RelayEvent> relay, byte[] presence) {
        Member with(byte[] data) {
            return new Member(client, user, relay, data);
        }
    }

    private final ObjectId id;
    private final Departed departed;
    private final Map<String, Member> sessions = new LinkedHashMap<>();
    private final Map<String, String> sessionOf = new HashMap<>();
    private final Map<ActorRef<RelayEvent>, Integer> relays = new HashMap<>();
    private long turn;

    /** @param grace how long a client's id is kept for its user */
    Audience(ObjectId id, Duration grace) {
        this.id = id;
        this.departed = new Departed(grace);
    }

    /** Changes whenever a client comes or goes. */
    long turn() {
        return turn;
    }

    /** Whether a client has a session here. */
    boolean has(String client) {
        return sessionOf.containsKey(client);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** Sessions that are here. */
    int size() {
        return sessions.size();
    }

    Set<ActorRef<RelayEvent>> relays() {
        return relays.keySet();
    }

    /** Whether a later session of the same client has taken over from {@code session}. */
    boolean superseded(String client, String session) {
        String current = sessionOf.get(client);
        return current != null && !current.equals(session);
    }

    /** The user behind a client that is here, or was a short while ago. */
    Optional<String> userOf(String client) {
        String session = sessionOf.get(client);
        Member member = session == null ? null : sessions.get(session);
        return member == null ? departed.userOf(client, System.nanoTime()) : Optional.of(member.user());
    }

    /** Adds a session; true if its relay is new. */
    boolean add(Join join, ActorRef<RelayEvent> relay) {
        turn++;
        departed.isBack(join.client());
        byte[] presence = GONE;
        String earlier = sessionOf.put(join.client(), join.session());
        if (earlier != null) {
            Member old = remove(earlier);
            if (old != null) {
                presence = old.presence();
                if (!earlier.equals(join.session())) {
                    old.relay().tell(new RelayEvent.Superseded(id, earlier));
                }
            }
            sessionOf.put(join.client(), join.session());
        }
        sessions.put(join.session(), new Member(join.client(), join.user(), relay, presence));
        boolean fresh = relays.merge(relay, 1, Integer::sum) == 1;
        if (join.presence().length > 0) {
            present(join.session(), join.presence(), join.presenceVersion());
        }
        return fresh;
    }

    /** A session has left {@code relay}, and its presence ends; one that came back through another relay stays. */
    void leave(String session, ActorRef<RelayEvent> relay) {
        Member member = sessions.get(session);
        if (member == null || !member.relay().equals(relay)) {
            return;
        }
        turn++;
        remove(session);
        if (sessionOf.remove(member.client(), session)) {
            departed.left(member.client(), member.user(), System.nanoTime());
        }
        if (member.presence().length > 0) {
            tellPresence(session, member, GONE, -1);
        }
    }

    /** A relay's node is gone, and all its sessions with it. */
    void leaveAll(ActorRef<RelayEvent> relay) {
        for (var session : Map.copyOf(sessions).entrySet()) {
            if (session.getValue().relay().equals(relay)) {
                leave(session.getKey(), relay);
            }
        }
    }

    void present(String session, byte[] data, long version) {
        Member member = sessions.get(session);
        if (member != null) {
            sessions.put(session, member.with(data));
            tellPresence(session, member, data, version);
        }
    }

    void announce(String session, byte[] data) {
        Member member = sessions.get(session);
        if (member != null) {
            tellAll(new RelayEvent.Announced(id, session, member.client(), member.user(), data));
        }
    }

    /** The presence of everybody but {@code client}. */
    Map<String, byte[]> presenceFor(String client) {
        Map<String, byte[]> presence = new LinkedHashMap<>();
        for (Member m : sessions.values()) {
            if (m.presence().length > 0 && !m.client().equals(client)) {
                presence.put(m.client(), m.presence());
            }
        }
        return presence;
    }

    void tellAll(RelayEvent event) {
        relays.keySet().forEach(relay -> relay.tell(event));
    }

    /** The stream has ended for everybody. */
    void lose() {
        turn++;
        tellAll(new RelayEvent.Lost(id));
        long now = System.nanoTime();
        sessions.values().forEach(member -> departed.left(member.client(), member.user(), now));
        sessions.clear();
        sessionOf.clear();
        relays.clear();
    }

    private void tellPresence(String session, Member m, byte[] data, long version) {
        tellAll(new RelayEvent.PresenceChanged(id, session, m.client(), m.user(), data, version));
    }

    private @Nullable Member remove(String session) {
        Member member = sessions.remove(session);
        if (member != null) {
            relays.computeIfPresent(member.relay(), (r, n) -> n == 1 ? null : n - 1);
        }
        return member;
    }
}
