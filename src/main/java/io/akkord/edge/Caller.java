package io.akkord.edge;

import java.net.InetAddress;

/**
 * Where a request comes from.
 *
 * @param address of the client, as far as it is known for sure
 * @param forwarded whether a proxy said so
 * @param secure whether the client came over TLS
 */
record Caller(InetAddress address, boolean forwarded, boolean secure) {
    /** What is counted as one. */
    String key() {
        return Addresses.key(address);
    }
}
