package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.CompletionStage;

/** Answers requests of one route. Throws a {@link Problem}, or fails its stage with one, for whatever is not a success. */
@FunctionalInterface
interface Endpoint {
    CompletionStage<HttpResponse> answer(Request request);
}
