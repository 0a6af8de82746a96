package io.akkord.edge;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.ResponseEntity;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.fasterxml.jackson.core.JsonGenerator;
import io.akkord.json.JsonLimits;
import io.akkord.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * JSON of any size, written as the client takes it: while it takes nothing, no more than a piece is held. What fits into one piece is
 * written at once and has a length.
 */
final class JsonStream implements Iterator<ByteString> {
    /** Bytes after which a piece is complete; the part that exceeds them still belongs to it. */
    private static final int PIECE = 64 * 1024;

    private final Iterator<Json.Body> parts;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(1024);
    private final JsonGenerator out;

    private JsonStream(Iterator<Json.Body> parts) {
        this.parts = parts;
        try {
            this.out = JsonText.factory(JsonLimits.DEFAULT).createGenerator(piece);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @param parts each writes some of one value, such as a member of an object; there is at least one */
    static ResponseEntity entity(Iterator<Json.Body> parts) {
        JsonStream stream = new JsonStream(parts);
        ByteString first = stream.next();
        if (!stream.hasNext()) {
            return HttpEntities.create(ContentTypes.APPLICATION_JSON, first);
        }
        Source<ByteString, NotUsed> rest = Source.fromIterator(() -> stream);
        return HttpEntities.create(
                ContentTypes.APPLICATION_JSON, Source.single(first).concat(rest));
    }

    @Override
    public boolean hasNext() {
        return parts.hasNext();
    }

    @Override
    public ByteString next() {
        try {
            while (piece.size() < PIECE && parts.hasNext()) {
                parts.next().write(out);
            }
            if (!parts.hasNext()) {
                out.close();
            }
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        ByteString written = ByteString.fromArrayUnsafe(piece.toByteArray());
        piece.reset();
        return written;
    }
}
