package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.LiveServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation in which the server says everything it can say, each message as the AsyncAPI document has it. */
class SocketContractTest {
    @TempDir
    Path folder;

    private final SocketContract contract = new SocketContract();

    private JsonNode await(RawSocket socket, Predicate<JsonNode> wanted) throws IOException {
        while (true) {
            RawSocket.Frame frame = socket.readMessage();
            assertThat(frame.opcode()).describedAs(frame.text()).isEqualTo(1);
            JsonNode read = HttpContract.JSON.readTree(frame.text());
            JsonNode found = null;
            for (JsonNode message :
                    read.isArray() ? read : HttpContract.JSON.createArrayNode().add(read)) {
                contract.verify(message);
                found = found == null && wanted.test(message) ? message : found;
            }
            if (found != null) {
                return found;
            }
        }
    }

    private JsonNode await(RawSocket socket, String type) throws IOException {
        return await(socket, message -> message.get("type").asText().equals(type));
    }

    private RawSocket enter(LiveServer server, String client) throws IOException {
        RawSocket socket = RawSocket.webSocket(server.port());
        socket.text("{\"type\":\"HELLO\",\"payload\":{\"client\":\"" + client + "\",\"protocol\":1}}");
        await(socket, "WELCOME");
        socket.text("{\"type\":\"JOIN\",\"object\":\"rooms/talk\",\"payload\":{\"presence\":{\"at\":0}}}");
        await(socket, "JOINED");
        return socket;
    }

    @Test
    void every_message_of_the_server_is_as_documented() throws Exception {
        LiveServer server = new LiveServer(folder);
        try (RawSocket ann = enter(server, "ann");
                RawSocket bob = enter(server, "bob")) {
            String op = "{\"type\":\"OP\",\"object\":\"rooms/talk\",\"payload\":{\"op\":[{\"insert\":\"hi\"}]},"
                    + "\"meta\":{\"version\":0,\"seq\":1}}";
            ann.text(op);
            await(ann, "ACK");
            ann.text(op);
            assertThat(await(ann, "ACK").at("/payload/duplicate").asBoolean()).isTrue();
            await(bob, "OP");
            ann.text(
                    "{\"type\":\"PRESENCE\",\"object\":\"rooms/talk\",\"payload\":{\"data\":[1]},\"meta\":{\"version\":1}}");
            await(
                    bob,
                    message -> message.path("meta").has("version")
                            && message.get("type").asText().equals("PRESENCE"));
            ann.text("{\"type\":\"BROADCAST\",\"object\":\"rooms/talk\",\"payload\":{\"data\":\"hello\"}}");
            await(bob, "BROADCAST");
            bob.text("{\"type\":\"SYNC_REQUEST\",\"object\":\"rooms/talk\",\"payload\":{\"since\":0}}");
            assertThat(await(bob, "SYNC").at("/payload/commits")).hasSize(1);
            bob.text(
                    "{\"type\":\"SYNC_REQUEST\",\"object\":\"rooms/talk\",\"payload\":{\"since\":0,\"snapshot\":true}}");
            assertThat(await(bob, "SYNC").at("/payload/snapshot/text").asText()).isEqualTo("hi");
            bob.text("{\"type\":\"OP\",\"object\":\"rooms/talk\",\"payload\":{\"op\":[{\"delete\":9}]},"
                    + "\"meta\":{\"version\":1,\"seq\":1}}");
            assertThat(await(bob, "ERROR").at("/meta/seq").asLong()).isEqualTo(1);
            bob.text("no json");
            await(bob, "ERROR");
            bob.text("{\"type\":\"PING\",\"payload\":{\"n\":1}}");
            await(bob, "PONG");
            bob.text("{\"type\":\"LEAVE\",\"object\":\"rooms/talk\"}");
            await(bob, "LEFT");
            await(ann, message -> message.at("/payload/data").isNull());
            server.send("DELETE", "/v1/rooms/talk", "");
            assertThat(await(ann, "LEFT").at("/payload/reason").asText()).isEqualTo("deleted");
            Thread stopping = new Thread(server::close);
            stopping.start();
            await(ann, "GOODBYE");
            ann.close(1000);
            bob.close(1000);
            stopping.join();
        } finally {
            server.close();
        }
        assertThat(contract.verified)
                .containsExactly(
                        "ACK",
                        "BROADCAST",
                        "ERROR",
                        "GOODBYE",
                        "JOINED",
                        "LEFT",
                        "OP",
                        "PONG",
                        "PRESENCE",
                        "SYNC",
                        "WELCOME");
    }
}
