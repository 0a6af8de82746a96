package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.auth.TokenMint;
import io.akkord.edge.RawSocket;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with tokens, set up by its environment alone: what is revoked stays revoked, however the process ends. */
class TokensIT {
    private static final Map<String, String> ALL = Map.of("*", "admin");

    @TempDir
    Path folder;

    private static HttpResponse<String> send(
            ServerProcess server, String token, String method, String path, String body) throws IOException {
        return server.http()
                .send(method, path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    @Test
    void what_is_revoked_outlives_kill_nine() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String ann = TokenMint.token(TokenMint.with(TokenMint.claims("Ann", "house", ALL), "iat", now - 60));
        String bob = TokenMint.token(TokenMint.claims("Bob", "house", ALL));
        try (ServerProcess server = new ServerProcess(folder)
                .env("AKKORD_AUTH_MODE", "jwt")
                .env("AKKORD_AUTH_HS256_SECRET", TokenMint.SECRET)
                .start()) {
            assertThat(send(server, ann, "PUT", "/v1/rooms/plan", "{\"content\":\"x\"}")
                            .statusCode())
                    .isEqualTo(201);
            try (RawSocket socket = RawSocket.webSocket(server.port())) {
                socket.text("{\"type\":\"HELLO\",\"payload\":{\"protocol\":1,\"token\":\"" + ann + "\"}}");
                assertThat(socket.readMessage().text()).contains("WELCOME");
                assertThat(send(server, bob, "POST", "/v1/admin/revocations", "{\"user\":\"Ann\"}")
                                .statusCode())
                        .isEqualTo(201);
                assertThat(socket.readMessage().text()).contains("UNAUTHORIZED");
                assertThat(socket.readMessage().code()).isEqualTo(4401);
            }
            server.kill();
            server.start();
            assertThat(send(server, ann, "GET", "/v1/rooms/plan", "").statusCode())
                    .isEqualTo(401);
            assertThat(send(server, bob, "GET", "/v1/rooms/plan", "").statusCode())
                    .isEqualTo(200);
            assertThat(server.http().get("/v1/rooms/plan").statusCode()).isEqualTo(401);
            assertThat(server.output())
                    .doesNotContain(TokenMint.SECRET)
                    .doesNotContain(ann)
                    .doesNotContain(bob);
        }
    }
}
