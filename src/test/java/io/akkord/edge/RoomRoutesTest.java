package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoomRoutesTest {
    private static EdgeFixture edge;

    @BeforeAll
    static void start() {
        edge = new EdgeFixture();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void a_put_creates_a_room_and_a_get_reads_it() throws Exception {
        HttpResponse<String> put = edge.json("PUT", "/v1/rooms/first", "{\"content\":\"hello\"}");
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(put.headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(put.headers().firstValue("location")).hasValue("/v1/rooms/first");
        assertThat(put.body())
                .isEqualTo("{\"id\":\"first\",\"type\":\"text\",\"version\":1,"
                        + "\"timestamp\":\"2023-11-14T22:13:20.000Z\"}");

        HttpResponse<String> get = edge.get("/v1/rooms/first");
        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.headers().firstValue("etag")).hasValue("\"1\"");
        assertThat(get.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(get.body())
                .isEqualTo("{\"id\":\"first\",\"type\":\"text\",\"version\":1,\"content\":[{\"insert\":\"hello\"}],"
                        + "\"createdAt\":\"2023-11-14T22:13:20.000Z\",\"updatedAt\":\"2023-11-14T22:13:20.000Z\"}");
    }
}
