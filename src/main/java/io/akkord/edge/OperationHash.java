package io.akkord.edge;

import io.akkord.ot.Operation;
import io.akkord.protocol.DeltaJson;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

final class OperationHash {
    private OperationHash() {}

    static long of(Operation operation, long base) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(12).putLong(base).putInt(0).flip());
            return ByteBuffer.wrap(digest.digest(Json.bytes(out -> DeltaJson.write(out, operation))))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
