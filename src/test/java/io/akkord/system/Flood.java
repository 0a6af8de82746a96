package io.akkord.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Very many connections from one thread: some silent, some with a handshake that comes byte by byte, some that ask at once. */
public final class Flood implements AutoCloseable {
    /** What a connection does. */
    public enum Manner {
        SILENT,
        SLOW,
        HASTY
    }

    /** What became of one. */
    public enum Fate {
        OPEN,
        SERVED,
        REFUSED,
        CLOSED,
        NEVER_CONNECTED
    }

    private static final byte[] HEAD =
            "GET /v1/rooms HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST =
            "GET /v1/rooms HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final class Guest {
        private final Manner manner;
        private final StringBuilder answer = new StringBuilder();
        private Fate fate = Fate.NEVER_CONNECTED;
        private int sent;

        private Guest(Manner manner) {
            this.manner = manner;
        }
    }

    private final InetSocketAddress server;
    private final Selector selector;
    private final List<Guest> guests = new ArrayList<>();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int number;
    private final ByteBuffer read = ByteBuffer.allocate(16_384);

    public Flood(String host, int port) throws IOException {
        server = new InetSocketAddress(host, port);
        selector = Selector.open();
    }

    /** Starts so many connections, without waiting for any. */
    public void connect(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Guest guest = new Guest(Manner.values()[number++ % Manner.values().length]);
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            guests.add(guest);
            channels.add(channel);
            channel.register(selector, SelectionKey.OP_CONNECT, guest);
            channel.connect(server);
        }
    }

    /** Does what there is to do; those that are slow send one more byte. */
    public void turn() throws IOException {
        selector.select(20);
        for (SelectionKey key : selector.selectedKeys()) {
            try {
                serve(key);
            } catch (IOException lost) {
                end(key, Fate.CLOSED);
            }
        }
        selector.selectedKeys().clear();
    }

    /** One byte more of each handshake that is slow. */
    public void dribble() {
        for (SelectionKey key : selector.keys()) {
            Guest guest = (Guest) key.attachment();
            if (guest.fate == Fate.OPEN && guest.manner == Manner.SLOW) {
                try {
                    byte next = guest.sent < HEAD.length ? HEAD[guest.sent] : (byte) 'x';
                    ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {next}));
                    guest.sent++;
                } catch (IOException lost) {
                    end(key, Fate.CLOSED);
                }
            }
        }
    }

    private void serve(SelectionKey key) throws IOException {
        Guest guest = (Guest) key.attachment();
        SocketChannel channel = (SocketChannel) key.channel();
        if (key.isConnectable() && channel.finishConnect()) {
            guest.fate = Fate.OPEN;
            key.interestOps(SelectionKey.OP_READ);
            if (guest.manner == Manner.HASTY) {
                channel.write(ByteBuffer.wrap(REQUEST));
            }
        } else if (key.isReadable()) {
            read.clear();
            int count = channel.read(read);
            if (count < 0) {
                end(key, guest.fate == Fate.OPEN ? Fate.CLOSED : guest.fate);
                return;
            }
            guest.answer.append(new String(read.array(), 0, count, StandardCharsets.ISO_8859_1));
            if (guest.answer.indexOf("\r\n\r\n") >= 0) {
                guest.fate = guest.answer.indexOf("HTTP/1.1 503") == 0 ? Fate.REFUSED : Fate.SERVED;
            }
        }
    }

    private static void end(SelectionKey key, Fate fate) {
        Guest guest = (Guest) key.attachment();
        if (guest.fate == Fate.OPEN || guest.fate == Fate.NEVER_CONNECTED) {
            guest.fate = fate;
        }
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException gone) {
            guest.answer.append("[lost]");
        }
    }

    /** For each that has ended another one comes. */
    public void again() throws IOException {
        int ended = 0;
        for (int i = guests.size() - 1; i >= 0; i--) {
            if (!channels.get(i).isOpen()) {
                channels.remove(i);
                fates.merge(guests.remove(i).fate, 1, Integer::sum);
                ended++;
            }
        }
        connect(ended);
    }

    /** How many of each manner met with this fate. */
    public Map<Manner, Integer> count(Fate fate) {
        Map<Manner, Integer> counts = new EnumMap<>(Manner.class);
        for (Manner manner : Manner.values()) {
            counts.put(manner, 0);
        }
        guests.stream()
                .filter(guest -> guest.fate == fate)
                .forEach(guest -> counts.merge(guest.manner, 1, Integer::sum));
        return counts;
    }

    /** All of that. */
    public String summary() {
        StringBuilder summary = new StringBuilder();
        for (Fate fate : Fate.values()) {
            summary.append(fate).append(' ').append(count(fate)).append("  ");
        }
        return summary + "before " + fates;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
