package io.akkord.system.client;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One WebSocket connection with every frame in the caller's hand, legal or not. A thread of its own reads; it answers pings and
 * closes, and can be made to stop reading.
 */
public final class FrameSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    /** What {@link Listener#onClose} gets where the connection ended without a close frame. */
    public static final int ABNORMAL = 1006;

    /** Called from the reading thread only. */
    public interface Listener {
        void onText(String text);

        void onClose(int code, String reason);
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Listener listener;
    private final Object gate = new Object();
    private boolean paused;

    private FrameSocket(Socket socket, Listener listener) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.out = socket.getOutputStream();
        this.listener = listener;
    }

    public static FrameSocket open(int port, Listener listener) throws IOException {
        return open(port, Map.of("Sec-WebSocket-Protocol", "akkord.v1"), 0, listener);
    }

    /** @param receiveBuffer bytes the kernel may hold for a reader that does not read; 0 for the usual */
    public static FrameSocket open(int port, Map<String, String> headers, int receiveBuffer, Listener listener)
            throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            FrameSocket opened = new FrameSocket(socket, listener);
            opened.shakeHands(port, headers);
            Thread reader = new Thread(null, opened::read, "socket-" + socket.getLocalPort(), 1 << 17);
            reader.setDaemon(true);
            reader.start();
            return opened;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void shakeHands(int port, Map<String, String> headers) throws IOException {
        StringBuilder request = new StringBuilder("GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.setSoTimeout(10_000);
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        int status = Integer.parseInt(head.substring(9, 12));
        if (status != 101) {
            throw new HandshakeRefused(status, body(head.toString()));
        }
        socket.setSoTimeout(0);
    }

    private String body(String head) throws IOException {
        for (String line : head.split("\r\n")) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                byte[] body = new byte[Integer.parseInt(line.substring(15).trim())];
                in.readFully(body);
                return new String(body, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    public void sendText(String text) throws IOException {
        sendFrame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendFrame(boolean last, int opcode, byte[] payload) throws IOException {
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        putLength(frame, payload.length);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        sendRaw(Arrays.copyOf(frame.array(), frame.position()));
    }

    /** The head of a frame that promises {@code length} bytes, masked with zeros; they may or may not follow by {@link #sendRaw}. */
    public void sendHead(boolean last, int opcode, long length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        putLength(frame, length);
        frame.putInt(0);
        sendRaw(Arrays.copyOf(frame.array(), frame.position()));
    }

    private static void putLength(ByteBuffer frame, long length) {
        if (length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
    }

    public void sendRaw(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /** From now on nothing is taken off the network, so that the sender comes to a halt. */
    public void pauseReading() {
        synchronized (gate) {
            paused = true;
        }
    }

    public void resumeReading() {
        synchronized (gate) {
            paused = false;
            gate.notifyAll();
        }
    }

    /** Ends the connection as a broken network does: a reset, no close frame. */
    public void cut() {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException closedMeanwhile) {
            resumeReading();
        }
        resumeReading();
    }

    @Override
    public void close() {
        try {
            sendFrame(true, CLOSE, new byte[] {0x03, (byte) 0xE8});
            socket.shutdownOutput();
        } catch (IOException gone) {
            cut();
        }
    }

    private void read() {
        int code = ABNORMAL;
        String reason = "";
        try (socket) {
            StringBuilder message = new StringBuilder();
            while (true) {
                awaitUnpaused();
                int first = in.readUnsignedByte();
                byte[] payload = payload();
                switch (first & 0x0F) {
                    case TEXT, CONTINUATION -> {
                        message.append(new String(payload, StandardCharsets.UTF_8));
                        if ((first & 0x80) != 0) {
                            String text = message.toString();
                            message.setLength(0);
                            listener.onText(text);
                        }
                    }
                    case PING -> sendFrame(true, PONG, payload);
                    case CLOSE -> {
                        if (payload.length >= 2) {
                            code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
                            reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
                        }
                        sendFrame(true, CLOSE, Arrays.copyOf(payload, Math.min(2, payload.length)));
                        return;
                    }
                    default -> awaitUnpaused();
                }
            }
        } catch (IOException gone) {
            reason = gone instanceof EOFException ? "end of stream" : "connection lost";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listener.onClose(code, reason);
        }
    }

    private byte[] payload() throws IOException {
        long length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return payload;
    }

    private void awaitUnpaused() throws InterruptedException {
        synchronized (gate) {
            while (paused) {
                gate.wait();
            }
        }
    }
}
