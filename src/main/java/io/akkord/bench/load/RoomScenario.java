package io.akkord.bench.load;

import io.akkord.bench.client.Network;
import io.akkord.bench.client.Participant;
import io.akkord.bench.client.RoomRequests;
import io.akkord.bench.client.RoomView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Rooms full of typing clients. */
final class RoomScenario implements Scenario {
    /** Texts grow to this multiple of their first size, or at least to the length below. */
    private static final int GROWTH = 8;

    private static final int LEAST_LONG_TEXT = 4_000;

    private final Plan plan;
    private final String run;
    private final Measurement measurement;
    private final LongSupplier clock;
    private final LoadListener listener;
    private final List<Writer> writers = new ArrayList<>();
    private int readers;

    /** @param run what the clients' ids begin with */
    RoomScenario(Plan plan, String run, Measurement measurement, LongSupplier clock, LoadListener listener) {
        this.plan = plan;
        this.run = run;
        this.measurement = measurement;
        this.clock = clock;
        this.listener = listener;
    }

    private record Played(Room room, RoomRequests requests) implements Arena {
        @Override
        public String name() {
            return room.name();
        }

        @Override
        public boolean isSettled() {
            return room.isSettled();
        }

        @Override
        public long acknowledged() {
            return room.acknowledged();
        }

        @Override
        public CompletableFuture<Look> look() {
            return requests.read(room.name())
                    .thenApply(
                            view -> new Look(view.version() - room.base(), room.agreesWith(view), room.faults(view)));
        }

        @Override
        public void close() {
            room.participants().forEach(Participant::close);
        }
    }

    @Override
    public List<Writer> writers() {
        return writers;
    }

    @Override
    public List<Arena> prepare(Network network) throws InterruptedException {
        RoomRequests requests = network.requests();
        List<String> names = plan.names();
        if (plan.size() > 0) {
            listener.stage("creating " + plan.rooms() + " rooms");
            String content = content(plan.size());
            AtOnce.each(names, AtOnce.REQUESTS, AtOnce.PATIENCE_SECONDS, name -> requests.create(name, content));
        }
        listener.stage("connecting " + plan.participants() + " clients");
        List<Room> rooms = names.stream().map(name -> populate(network, name)).toList();
        List<Participant> all =
                rooms.stream().flatMap(room -> room.participants().stream()).toList();
        AtOnce.each(all, AtOnce.CONNECTIONS, AtOnce.PATIENCE_SECONDS, Participant::open);
        List<RoomView> views = AtOnce.each(names, AtOnce.REQUESTS, AtOnce.PATIENCE_SECONDS, requests::read);
        return IntStream.range(0, rooms.size())
                .<Arena>mapToObj(i -> new Played(rooms.get(i).from(views.get(i).version()), requests))
                .toList();
    }

    private Room populate(Network network, String name) {
        int longText = Math.max(LEAST_LONG_TEXT, GROWTH * plan.size());
        List<Participant> participants = new ArrayList<>();
        for (int i = 0; i < plan.writers(); i++) {
            int number = writers.size();
            Participant participant = network.participant(name, run + "-w" + number, measurement);
            Typist typist = new Typist(plan.seed() * 1_000_003 + number, longText);
            writers.add(new Writer(new TypingHand(participant, typist), plan.rate(), clock, network.pool()));
            participants.add(participant);
        }
        for (int i = 0; i < plan.readers(); i++) {
            participants.add(network.participant(name, run + "-r" + readers++, measurement));
        }
        return new Room(name, 0, participants);
    }

    private static String content(int size) {
        String line = "The quick brown fox jumps over the lazy dog.\n";
        return line.repeat(size / line.length() + 1).substring(0, size);
    }
}
