package io.akkord.bench.load;

import io.akkord.bench.client.Participant;
import io.akkord.bench.client.RoomView;
import java.util.ArrayList;
import java.util.List;

/**
 * A room of the run with all its clients.
 *
 * @param base the version it had before the first edit
 */
record Room(String name, long base, List<Participant> participants) {
    Room {
        participants = List.copyOf(participants);
    }

    Room from(long version) {
        return new Room(name, version, participants);
    }

    boolean isSettled() {
        return participants.stream().allMatch(Participant::isSettled);
    }

    boolean agreesWith(RoomView server) {
        return isSettled() && participants.stream().allMatch(p -> p.agreesWith(server));
    }

    long acknowledged() {
        return participants.stream().mapToLong(Participant::acknowledged).sum();
    }

    /** What is wrong with the room at the end of a run, in sentences; nothing where all is well. */
    List<String> faults(RoomView server) {
        List<String> faults = new ArrayList<>();
        for (Participant participant : participants) {
            int pending = participant.pendingEdits();
            if (pending > 0) {
                faults.add(name + ": " + participant.client() + " waits in vain for " + pending + " acknowledgements");
            }
            if (!participant.agreesWith(server)) {
                faults.add(difference(participant, server));
            }
        }
        long made = server.version() - base;
        long counted = acknowledged();
        if (made != counted) {
            faults.add(name + ": the server counts " + made + " new versions, the clients " + counted
                    + " acknowledged submissions");
        }
        return faults;
    }

    private String difference(Participant participant, RoomView server) {
        RoomView own = participant.view();
        String who = name + ": " + participant.client();
        if (own.version() != server.version()) {
            return who + " is at version " + own.version() + ", the server at " + server.version();
        }
        int at = 0;
        int shorter = Math.min(own.text().length(), server.text().length());
        while (at < shorter && own.text().charAt(at) == server.text().charAt(at)) {
            at++;
        }
        return who + " has another text than the server at version " + own.version() + ", from character " + at + " on";
    }
}
