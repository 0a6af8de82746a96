package io.akkord.system.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.akkord.system.client.Json;
import io.akkord.system.delta.Change;
import io.akkord.system.delta.Delta;
import io.akkord.system.delta.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Reads the stored form of a room's commits, in order, and checks that the running checksum holds.
 *
 * <pre>
 * commit    = 1 | checksum:4 | version | seq | timestamp | hash:8 | client:string | user:string | source:string | event
 * event     = room.created.1: type:1 operation · room.edited.1: operation · room.deleted.1: length · room.json.created.1 and
 *             room.json.edited.1: as StoredJson0 says
 * operation = count component*
 * component = head (n << 3 | 4 with attributes | 0 retain, 1 delete, 2 insert, 3 embed) content [attributes:JSON]
 * </pre>
 *
 * Whole numbers are LEB128, fixed ones little-endian; strings and JSON are UTF-8 behind their length.
 */
final class StoredBytes {
    private static final int BODY_AT = 5;
    private int checksum;

    StoredCommit read(long row, String type, byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(in.get() == 1, "row " + row + " has an unknown form");
        int written = in.getInt();
        checksum = sum(checksum, type, bytes);
        require(written == checksum, "the checksum of row " + row + " does not hold");
        long version = number(in);
        require(version == row, "version " + version + " is stored in row " + row);
        long seq = number(in);
        long timestamp = number(in);
        in.getLong();
        String client = string(in);
        string(in);
        string(in);
        Change op = event(type, in);
        require(!in.hasRemaining(), "row " + row + " has bytes behind its end");
        return new StoredCommit(version, client, seq, timestamp, op);
    }

    private static Change event(String type, ByteBuffer in) throws IOException {
        switch (type) {
            case "room.created.1" -> {
                in.get();
                return operation(in);
            }
            case "room.edited.1" -> {
                return operation(in);
            }
            case "room.json.created.1", "room.json.edited.1" -> {
                return StoredJson0.operation(in);
            }
            case "room.deleted.1" -> {
                return Delta.of(Part.delete((int) number(in)));
            }
            default -> throw new IOException("a stored type without a meaning: " + type);
        }
    }

    private static Delta operation(ByteBuffer in) throws IOException {
        Delta.Builder operation = new Delta.Builder();
        for (long left = number(in); left > 0; left--) {
            long head = number(in);
            int n = (int) (head >>> 3);
            boolean attributed = (head & 4) != 0;
            switch ((int) head & 3) {
                case 0 -> operation.push(Part.retain(n, attributes(attributed, in)));
                case 1 -> operation.push(Part.delete(n));
                case 2 -> {
                    String text = utf8(in, n);
                    operation.push(Part.insert(text, attributes(attributed, in)));
                }
                default -> {
                    String name = string(in);
                    JsonNode embed = Json.object().set(name, Json.read(string(in)));
                    operation.push(Part.embed(embed, attributes(attributed, in)));
                }
            }
        }
        return operation.build();
    }

    private static Map<String, JsonNode> attributes(boolean present, ByteBuffer in) {
        if (!present) {
            return Map.of();
        }
        Map<String, JsonNode> attributes = new TreeMap<>();
        Json.read(string(in)).fields().forEachRemaining(e -> attributes.put(e.getKey(), e.getValue()));
        return attributes;
    }

    private static int sum(int previous, String type, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(previous)
                .flip());
        crc.update(type.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return (int) crc.getValue();
    }

    static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    static String string(ByteBuffer in) {
        return utf8(in, (int) number(in));
    }

    static String utf8(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
