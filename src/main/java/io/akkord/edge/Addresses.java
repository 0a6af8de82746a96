package io.akkord.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as they stand in header fields and settings. Nothing here ever asks a name server. */
final class Addresses {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:]{2,39}(\\." + BYTE + "){0,3}");
    private static final Pattern V4_WITH_PORT = Pattern.compile("([0-9.]{7,15}):\\d{1,5}");
    private static final Pattern V6_IN_BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]{2,45})](:\\d{1,5})?");
    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /** Empty for what is no address. One of IPv4 within IPv6 is one of IPv4. */
    static Optional<InetAddress> parse(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** The same with a port behind it, or in brackets, as proxies write it. */
    static Optional<InetAddress> parseNode(String text) {
        var v4 = V4_WITH_PORT.matcher(text);
        if (v4.matches()) {
            return parse(v4.group(1));
        }
        var v6 = V6_IN_BRACKETS.matcher(text);
        return parse(v6.matches() ? v6.group(1) : text);
    }

    /** What is counted as one: the address, or the network of 64 bits that one subscriber has of IPv6. */
    static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address.getHostAddress();
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < NETWORK_BYTES; i += 2) {
            key.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF)))
                    .append(':');
        }
        return key.append(":/64").toString();
    }
}
