package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;

/** Answers that hold at their moment only: no cache keeps them. */
final class Momentary {
    private Momentary() {}

    static HttpResponse answer() {
        return HttpResponse.create().addHeader(RawHeader.create("Cache-Control", "no-store"));
    }

    static HttpResponse answer(Json.Body body) {
        return answer().withEntity(Json.entity(body));
    }
}
