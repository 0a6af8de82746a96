package io.akkord.bench.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.akkord.bench.replay.Trace.Edit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads traces of the editing-traces kind, packed with gzip or not:
 * <pre>
 * {"startContent": "", "endContent": "…", "txns": [{"patches": [[position, deleted, "inserted"], …]}, …]}
 * {"endContent": "…", "txns": [[[position, deleted, "inserted"], …], …]}
 * </pre>
 * Other fields are passed over.
 */
public final class TraceReader {
    private static final int GZIP_FIRST_BYTE = 0x1F;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final List<Edit> edits = new ArrayList<>();
    private String start = "";
    private String end = "";
    private boolean complete;

    private TraceReader() {}

    /** Reads a trace; that it is none is an {@link IOException} too. */
    public static Trace read(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            raw.mark(1);
            int first = raw.read();
            raw.reset();
            try (JsonParser in = JSON.createParser(first == GZIP_FIRST_BYTE ? new GZIPInputStream(raw) : raw)) {
                return new TraceReader().trace(in);
            }
        }
    }

    private Trace trace(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("this is no editing trace");
        }
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            switch (name) {
                case "startContent" -> start = in.getText();
                case "endContent" -> {
                    end = in.getText();
                    complete = true;
                }
                case "txns" -> transactions(in);
                default -> in.skipChildren();
            }
        }
        if (!complete) {
            throw new IOException("the trace has no endContent");
        }
        if (!start.isEmpty()) {
            edits.add(0, new Edit(0, 0, start));
        }
        return new Trace(edits, end);
    }

    private void transactions(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("txns is no list");
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.START_ARRAY) {
                patches(in);
                continue;
            }
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a transaction is neither a list nor an object");
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                if (name.equals("patches") && in.currentToken() == JsonToken.START_ARRAY) {
                    patches(in);
                } else {
                    in.skipChildren();
                }
            }
        }
    }

    private void patches(JsonParser in) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw new IOException("a patch is not [position, deleted, \"inserted\"]");
            }
            int position = in.nextIntValue(-1);
            int deleted = in.nextIntValue(-1);
            String inserted = in.nextTextValue();
            if (position < 0 || deleted < 0 || inserted == null || in.nextToken() != JsonToken.END_ARRAY) {
                throw new IOException("a patch is not [position, deleted, \"inserted\"]");
            }
            edits.add(new Edit(position, deleted, inserted));
        }
    }
}
