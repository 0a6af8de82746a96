package io.akkord.session;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.akkord.auth.Admission;
import io.akkord.journal.RoomCodec;
import io.akkord.kind.Clients;
import io.akkord.kind.Commit;
import io.akkord.kind.ObjectId;
import io.akkord.kind.ObjectState;
import io.akkord.kind.Refusal;
import io.akkord.limit.Traffic;
import io.akkord.object.CommitFrame;
import io.akkord.object.CommitGroup;
import io.akkord.object.KindRuntime;
import io.akkord.object.ObjectCommand;
import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;
import io.akkord.object.Relays;
import io.akkord.ot.Document;
import io.akkord.ot.Operation;
import io.akkord.protocol.ContentHash;
import io.akkord.protocol.RoomWire;
import io.akkord.room.RoomCommand;
import io.akkord.room.RoomEvent;
import io.akkord.room.RoomKind;
import io.akkord.room.RoomState;
import io.akkord.room.RoomType;
import io.akkord.scores.ScoreWire;
import io.akkord.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** One session, with everything around it played by the test: the socket, the relays, the objects and the journal. */
final class Sitting implements AutoCloseable {
    static final ObjectId ROOM = ObjectId.of("rooms", "notes");
    static final String ORIGIN = "first";
    private static final Duration NOTHING_WITHIN = Duration.ofMillis(60);
    private static final RoomWire WIRE = new RoomWire();
    private static final ActorTestKit KIT = ActorTestKit.create();

    final SessionKind<RoomCommand, RoomEvent, RoomState> rooms =
            new SessionKind<>(new KindRuntime<>(new RoomKind(1_000), new RoomCodec(), WIRE::writeCommit), WIRE);
    final FakeSocket socket = new FakeSocket();
    final FakeHistory history = new FakeHistory();
    final TestProbe<ObjectCommand> objects = KIT.createTestProbe();
    final TestProbe<Relays.Command> relays = KIT.createTestProbe();
    final TestProbe<Done> acks = KIT.createTestProbe();
    final SessionServices services;
    final ActorRef<SessionCommand> session;

    /** The last attachment to {@link #ROOM}. */
    Relays.Attach attach = new Relays.Attach(ROOM, null, null);

    Sitting(String... settings) {
        this(Admission.OPEN, settings);
    }

    Sitting(Admission admission, String... settings) {
        Config config = Arrays.stream(settings)
                .map(ConfigFactory::parseString)
                .reduce(ConfigFactory.empty(), Config::withFallback)
                .withFallback(ConfigFactory.load());
        services = SessionServices.of(
                List.of(rooms, ScoreWire.boards()),
                history,
                objects.ref(),
                relays.ref(),
                admission,
                new Traffic(settings(config).limits().traffic(), System::nanoTime),
                settings(config));
        session = KIT.spawn(SessionActor.create(services, socket, Optional.empty(), "127.0.0.1"));
    }

    private static Settings settings(Config config) {
        return Settings.of(config.resolve());
    }

    static ActorTestKit kit() {
        return KIT;
    }

    @Override
    public void close() {
        session.tell(new SessionCommand.SocketGone());
        KIT.stop(session);
    }

    // The client.

    Sitting says(String json) {
        return says(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Sitting says(byte[] frame) {
        session.tell(new SessionCommand.Frame(frame, () -> {}, () -> acks.ref().tell(Done.getInstance())));
        return this;
    }

    /** Says HELLO as {@code ann} and reads the WELCOME. */
    Sitting greeted() throws InterruptedException {
        says("{'type':'HELLO','payload':{'client':'ann','protocol':1}}");
        socket.next("WELCOME");
        acks.receiveMessage();
        return this;
    }

    /** Joins the room at a version without content. */
    Sitting joined(long version) throws InterruptedException {
        greeted().says("{'type':'JOIN','object':'rooms/notes','payload':{}}");
        attaches();
        tells(joined(state(version, ""), 0));
        socket.next("JOINED");
        acks.receiveMessage();
        return this;
    }

    Sitting op(long base, long seq) {
        return says("{'type':'OP','object':'rooms/notes','payload':{'op':[{'insert':'x'}]},'meta':{'version':" + base
                + ",'seq':" + seq + "}}");
    }

    /** Returns when the session has handled what it was told before. */
    void hasHeardAll() throws InterruptedException {
        says("{'type':'PING'}");
        socket.next("PONG");
    }

    // Those behind.

    Relays.Attach attaches() {
        attach = relays.expectMessageClass(Relays.Attach.class);
        return attach;
    }

    /** The session gives up an attachment and takes a new one. */
    void detachesAndAttaches() {
        detaches();
        attaches();
    }

    Relays.Detach detaches() {
        return relays.expectMessageClass(Relays.Detach.class);
    }

    @SuppressWarnings("unchecked")
    ObjectCommand.Submit<RoomCommand> submits() {
        return objects.expectMessageClass(ObjectCommand.Submit.class);
    }

    void nothingReachesTheObject() {
        objects.expectNoMessage(NOTHING_WITHIN);
    }

    void tells(RelayEvent event) {
        attach.session().tell(event);
    }

    void decides(ObjectCommand.Submit<?> submit, Outcome outcome) {
        submit.replyTo().tell(outcome);
    }

    void refuses(ObjectCommand.Submit<?> submit, Refusal.Reason reason) {
        decides(submit, new Outcome.Refused(ROOM, submit.submission().seq(), Refusal.of(reason, "Because.")));
    }

    RelayEvent.Joined<RoomEvent, RoomState> joined(ObjectState<RoomState> state, long seq) {
        return joined(state, seq, Optional.empty(), false);
    }

    RelayEvent.Joined<RoomEvent, RoomState> joined(
            ObjectState<RoomState> state, long seq, Optional<List<Commit<RoomEvent>>> commits, boolean reset) {
        return new RelayEvent.Joined<>(ROOM, attach.join().session(), state, seq, Map.of(), commits, reset);
    }

    static ObjectState<RoomState> state(long version, String text) {
        return state(version, RoomType.TEXT, text);
    }

    static ObjectState<RoomState> state(long version, RoomType type, String text) {
        RoomState room = version == 0
                ? RoomState.NOTHING
                : new RoomState.Text(
                        type == RoomType.RICH_TEXT,
                        text.isEmpty() ? Document.EMPTY : Document.ofText(text),
                        0,
                        1_000_000);
        return new ObjectState<>(version, room, Clients.none(10), 1_000_000, 0, ORIGIN);
    }

    static ObjectState<RoomState> deleted(long version) {
        return new ObjectState<>(version, RoomState.NOTHING, Clients.none(10), 1_000_000, 0, ORIGIN);
    }

    static Commit<RoomEvent> commit(long version, String client, long seq) {
        return commit(version, client, seq, new RoomEvent.Edited(Operation.insert(0, "v" + version)));
    }

    static Commit<RoomEvent> commit(long version, String client, long seq, RoomEvent event) {
        return new Commit<>(version, client, seq, "anonymous", "", 1_700_000_000_000L + version, 0, 0, event);
    }

    /** The commit of what {@link #op} submits. */
    static Commit<RoomEvent> own(long version, long base, long seq) {
        byte[] content = WIRE.content(new RoomCommand.Edit(RoomType.TEXT, Operation.insert(0, "x")));
        RoomEvent event = new RoomEvent.Edited(Operation.insert(0, "x"));
        long hash = ContentHash.of(content, base, "");
        return new Commit<>(version, "ann", seq, "anonymous", "", 1_700_000_000_000L + version, hash, 0, event);
    }

    /** Commits of another client. */
    static List<Commit<RoomEvent>> commits(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(version -> commit(version, "bob", version))
                .toList();
    }

    @SafeVarargs
    final RelayEvent.Committed committed(Commit<RoomEvent>... commits) {
        return committed(List.of(commits));
    }

    RelayEvent.Committed committed(List<Commit<RoomEvent>> commits) {
        List<CommitFrame> frames = commits.stream().map(rooms::frame).toList();
        return new RelayEvent.Committed(ROOM, new CommitGroup(ROOM, frames));
    }

    /** The versions of the commits of an {@code OP}, a {@code JOINED} or a {@code SYNC}. */
    static List<Long> versions(JsonNode message) {
        return message.at("/payload/commits").findValuesAsText("version").stream()
                .map(Long::valueOf)
                .toList();
    }
}
