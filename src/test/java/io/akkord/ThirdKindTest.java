package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.akkord.object.KindRuntime;
import io.akkord.session.SessionKind;
import io.akkord.tally.TallyCodec;
import io.akkord.tally.TallyKind;
import io.akkord.tally.TallyWire;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind that nobody in the house knows is served by the whole server: runtime, sessions and sockets. */
class ThirdKindTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private Akkord start() {
        TallyWire wire = new TallyWire();
        return Akkord.start(
                ConfigFactory.parseString(
                        "akkord { data-dir = \"" + directory + "\", http { port = 0, host = \"127.0.0.1\" } }"),
                List.of(new SessionKind<>(
                        new KindRuntime<>(new TallyKind(), new TallyCodec(), wire::writeCommit), wire)));
    }

    @Test
    void aTallyIsJoinedAddedToHeardOfAndKept() throws Exception {
        try (Akkord akkord = start()) {
            Line ann = new Line(akkord.port(), "ann");
            Line bob = new Line(akkord.port(), "bob");
            assertThat(ann.joined.at("/payload/snapshot/sum").asLong()).isZero();
            ann.say("{'type':'OP','object':'tallies/votes','payload':{'add':41},'meta':{'version':0,'seq':1}}");
            assertThat(ann.hear("ACK").at("/meta/version").asLong()).isEqualTo(1);
            assertThat(bob.hear("OP").at("/payload/commits/0/add").asLong()).isEqualTo(41);
            bob.say("{'type':'OP','object':'tallies/votes','payload':{'add':13},'meta':{'version':1,'seq':1}}");
            assertThat(bob.hear("ERROR").at("/payload/code").asText()).isEqualTo("INVALID_OP");
            bob.say("{'type':'OP','object':'tallies/votes','payload':{'add':1},'meta':{'version':1,'seq':1}}");
            bob.hear("ACK");
        }
        try (Akkord akkord = start()) {
            assertThat(new Line(akkord.port(), "eve")
                            .joined
                            .at("/payload/snapshot/sum")
                            .asLong())
                    .isEqualTo(42);
        }
    }

    /** One client, joined to the tally. */
    private static final class Line implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;
        private final JsonNode joined;

        Line(int port, String client) throws Exception {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("akkord.v1")
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/ws"), this)
                    .get(60, TimeUnit.SECONDS);
            say("{'type':'HELLO','payload':{'client':'" + client + "','protocol':1}}");
            say("{'type':'JOIN','object':'tallies/votes','payload':{}}");
            joined = hear("JOINED");
        }

        void say(String message) {
            socket.sendText(message.replace('\'', '"'), true).join();
        }

        JsonNode hear(String type) throws InterruptedException {
            while (true) {
                JsonNode message = heard.poll(60, TimeUnit.SECONDS);
                assertThat(message).as("waiting for " + type).isNotNull();
                if (message.get("type").asText().equals(type)) {
                    return message;
                }
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    JsonNode frame = JSON.readTree(part.toString());
                    if (frame.isArray()) {
                        frame.forEach(heard::add);
                    } else {
                        heard.add(frame);
                    }
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
