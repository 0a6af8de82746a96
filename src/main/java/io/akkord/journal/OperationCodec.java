package io.akkord.journal;

import io.akkord.json.JsonObject;
import io.akkord.json.JsonValue;
import io.akkord.ot.Attributes;
import io.akkord.ot.Embed;
import io.akkord.ot.Kind;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationBuilder;
import io.akkord.ot.OperationRefused;
import java.nio.charset.StandardCharsets;

/**
 * Operations as bytes; a typed letter takes four to six.
 *
 * <pre>
 * operation = components:count component*
 * component = head:varint content [attributes: JSON bytes]
 * head      = n shifted left by 3 | 4 if there are attributes | what: 0 retain n, 1 delete n, 2 insert n UTF-8 bytes, 3 embed (n = 1)
 * content   = nothing | nothing | the n bytes | type:string value: JSON bytes
 * </pre>
 *
 * Bytes of text and JSON are UTF-8; no component begins or ends inside a surrogate pair, so none is torn.
 */
final class OperationCodec {
    static final int RETAIN = 0;
    static final int DELETE = 1;
    static final int INSERT = 2;
    static final int EMBED = 3;
    static final int WITH_ATTRIBUTES = 4;
    static final int SHIFT = 3;

    private OperationCodec() {}

    static void write(Operation operation, ByteWriter out) {
        out.writeVarint(operation.size());
        for (int i = 0; i < operation.size(); i++) {
            Attributes attributes = operation.attributes(i);
            Kind kind = operation.kind(i);
            if (kind == Kind.INSERT) {
                writeText(operation.text(i), attributes, out);
            } else if (kind == Kind.EMBED) {
                writeEmbed(operation.embed(i), attributes, out);
            } else {
                writeHead(operation.length(i), attributes, kind == Kind.DELETE ? DELETE : RETAIN, out);
                writeAttributes(attributes, out);
            }
        }
    }

    static void writeText(String text, Attributes attributes, ByteWriter out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeHead(utf8.length, attributes, INSERT, out);
        out.writeRaw(utf8);
        writeAttributes(attributes, out);
    }

    static void writeEmbed(Embed embed, Attributes attributes, ByteWriter out) {
        writeHead(1, attributes, EMBED, out);
        out.writeString(embed.type());
        StoredJson.write(embed.value(), out);
        writeAttributes(attributes, out);
    }

    private static void writeHead(int n, Attributes attributes, int what, ByteWriter out) {
        out.writeVarint(((long) n << SHIFT) | (attributes.isEmpty() ? 0 : WITH_ATTRIBUTES) | what);
    }

    private static void writeAttributes(Attributes attributes, ByteWriter out) {
        if (!attributes.isEmpty()) {
            StoredJson.write(new JsonObject(attributes.values()), out);
        }
    }

    static Operation read(ByteReader in) {
        int count = in.readCount();
        OperationBuilder operation = Operation.builder();
        try {
            for (int i = 0; i < count; i++) {
                readComponent(in.readVarint(), in, operation);
            }
            return operation.build();
        } catch (OperationRefused e) {
            throw new CorruptBytesException("bytes that are no operation: " + e.getMessage());
        }
    }

    /** Reads what follows {@code head} and appends the component. */
    static void readComponent(long head, ByteReader in, OperationBuilder operation) {
        long n = head >>> SHIFT;
        if (n < 1 || n > Integer.MAX_VALUE) {
            throw new CorruptBytesException("a component of an impossible length");
        }
        boolean attributed = (head & WITH_ATTRIBUTES) != 0;
        switch ((int) head & (WITH_ATTRIBUTES - 1)) {
            case RETAIN -> operation.retain((int) n, readAttributes(attributed, in));
            case DELETE -> {
                if (attributed) {
                    throw new CorruptBytesException("a delete with attributes");
                }
                operation.delete((int) n);
            }
            case INSERT -> {
                String text = new String(in.readRaw((int) n), StandardCharsets.UTF_8);
                operation.insert(text, readAttributes(attributed, in));
            }
            default -> {
                Embed embed = new Embed(in.readString(), StoredJson.read(in));
                operation.insert(embed, readAttributes(attributed, in));
            }
        }
    }

    private static Attributes readAttributes(boolean present, ByteReader in) {
        if (!present) {
            return Attributes.NONE;
        }
        JsonValue value = StoredJson.read(in);
        if (value instanceof JsonObject object) {
            return Attributes.of(object);
        }
        throw new CorruptBytesException("attributes that are no object");
    }
}
