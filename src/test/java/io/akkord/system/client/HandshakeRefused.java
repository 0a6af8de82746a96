package io.akkord.system.client;

import java.io.IOException;

/** The server answered the upgrade with something else than 101. */
public final class HandshakeRefused extends IOException {
    private final int status;
    private final String body;

    public HandshakeRefused(int status, String body) {
        super("handshake refused with " + status + ": " + body);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public String body() {
        return body;
    }
}
