package io.akkord.edge;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client that sends whatever bytes a test likes, over TCP, as HTTP or as WebSocket frames. */
public final class RawSocket implements AutoCloseable {
    /** A frame as it came: fin and opcode in the first byte, and the payload. */
    public record Frame(int first, byte[] payload) {
        public int opcode() {
            return first & 0x0F;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Code of a close frame. */
        public int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    /** The head and body of an HTTP response. */
    public record Answer(String head, String body) {
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        public Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : head.split("\r\n")) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                            line.substring(colon + 1).trim());
                }
            }
            return headers;
        }
    }

    private static final int MASK = 0x5AC31234;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    public RawSocket(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Over a connection that is there. */
    public RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = socket.getOutputStream();
    }

    /** Connects and shakes hands. */
    public static RawSocket webSocket(int port) throws IOException {
        RawSocket socket = new RawSocket(port);
        Answer answer = socket.handshake(port, "Sec-WebSocket-Protocol: akkord.v1");
        if (answer.status() != 101) {
            throw new AssertionError(answer);
        }
        return socket;
    }

    /** A handshake with more header lines. */
    public Answer handshake(int port, String... lines) throws IOException {
        send("GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n") + "\r\n");
        return answer();
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void text(String text) throws IOException {
        send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
    }

    public void close(int code) throws IOException {
        send(frame(0x88, new byte[] {(byte) (code >> 8), (byte) code}));
    }

    /** A masked frame. */
    public static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header(first, 0x80, payload.length));
        frame.writeBytes(ByteBuffer.allocate(4).putInt(MASK).array());
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ (MASK >>> (24 - 8 * (i % 4))));
        }
        return frame.toByteArray();
    }

    /** First byte, mask bit and length in the shortest form. */
    public static byte[] header(int first, int maskBit, long length) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) first);
        if (length < 126) {
            header.put((byte) (maskBit | length));
        } else if (length <= 0xFFFF) {
            header.put((byte) (maskBit | 126)).putShort((short) length);
        } else {
            header.put((byte) (maskBit | 127)).putLong(length);
        }
        byte[] bytes = new byte[header.position()];
        header.flip().get(bytes);
        return bytes;
    }

    /** The next frame of the server, which must not be masked. */
    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new AssertionError("a server's frame is masked");
        }
        long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /** The next frame that is neither ping nor pong. */
    public Frame readMessage() throws IOException {
        Frame frame = read();
        while (frame.opcode() == 0x9 || frame.opcode() == 0xA) {
            frame = read();
        }
        return frame;
    }

    /** Whether the server ends the connection, without or with a reset, and sends nothing before. */
    public boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    /** All bytes up to the end of the connection, without or with a reset. */
    public byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (java.net.SocketException reset) {
            return rest.toByteArray();
        }
        return rest.toByteArray();
    }

    /** The next HTTP response. */
    public Answer answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException(head.toString());
            }
            head.append((char) b);
        }
        Answer answer = new Answer(head.toString(), "");
        int length = Integer.parseInt(answer.headers().getOrDefault("content-length", "0"));
        byte[] body = new byte[length];
        in.readFully(body);
        return new Answer(answer.head(), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
