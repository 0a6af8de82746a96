package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Optional;

/**
 * A read of something that has a version, in one of several forms: a client may keep it, and asks with the version it has whether it
 * is still good.
 *
 * @param known what the client has
 */
record Revalidation(Optional<EntityTags> known) {
    /** Refuses a malformed header. */
    static Revalidation of(Request request) {
        return new Revalidation(request.header("if-none-match").map(EntityTags::of));
    }

    /** The whole answer, if the client has this version. */
    Optional<HttpResponse> notModified(long version) {
        return known.filter(tags -> tags.matches(Long.toString(version)))
                .map(tags -> fresh(version).withStatus(StatusCodes.NOT_MODIFIED));
    }

    /** The beginning of an answer with this version. */
    static HttpResponse fresh(long version) {
        return HttpResponse.create()
                .addHeader(EntityTags.header(version))
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("Vary", "Accept"));
    }
}
