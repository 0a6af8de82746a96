package io.akkord.edge;

import java.net.InetAddress;

/**
 * All addresses that begin with the same bits.
 *
 * @param bits how many of them
 */
record AddressRange(InetAddress network, int bits) {
    /** @param text an address, or one with a slash and a number of bits behind it */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress network = Addresses.parse(address).orElseThrow(() -> malformed(text));
        int all = network.getAddress().length * 8;
        if (slash < 0) {
            return new AddressRange(network, all);
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > all) {
            throw malformed(text);
        }
        return new AddressRange(network, Integer.parseInt(bits));
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("In akkord.http.trusted-proxies (AKKORD_HTTP_TRUSTED_PROXIES) stands \""
                + text + "\", which is neither an address nor a range of them such as 10.0.0.0/8.");
    }

    boolean contains(InetAddress address) {
        byte[] one = network.getAddress();
        byte[] other = address.getAddress();
        if (one.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (one[i] != other[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (one[whole] ^ other[whole]) >> (8 - rest) == 0;
    }
}
