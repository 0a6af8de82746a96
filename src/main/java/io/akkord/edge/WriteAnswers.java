package io.akkord.edge;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.object.Outcome;
import io.akkord.protocol.WireTime;
import java.io.IOException;

/** What those are told who have written something: version and time of their commit, as the tag too. */
final class WriteAnswers {
    private WriteAnswers() {}

    /** {@code {version, timestamp, duplicate?}}. */
    static HttpResponse committed(Outcome.Committed done) {
        return answer(done, out -> {});
    }

    /**
     * With 201 and the place for what was not there before.
     *
     * @param place the path of what was written
     * @param names the members that say what it is
     */
    static HttpResponse written(Outcome.Committed done, boolean created, String place, Json.Body names) {
        HttpResponse answer = answer(done, names);
        return created ? answer.withStatus(StatusCodes.CREATED).addHeader(RawHeader.create("Location", place)) : answer;
    }

    private static HttpResponse answer(Outcome.Committed done, Json.Body names) {
        return HttpResponse.create()
                .addHeader(EntityTags.header(done.version()))
                .withEntity(Json.entity(out -> {
                    out.writeStartObject();
                    names.write(out);
                    write(done, out);
                    out.writeEndObject();
                }));
    }

    private static void write(Outcome.Committed done, JsonGenerator out) throws IOException {
        out.writeNumberField("version", done.version());
        out.writeStringField("timestamp", WireTime.format(done.timestamp()));
        if (done.duplicate()) {
            out.writeBooleanField("duplicate", true);
        }
    }
}
