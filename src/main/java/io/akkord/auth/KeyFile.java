package io.akkord.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A key set in a file. */
final class KeyFile implements KeyLocation {
    private final Path file;
    private final int most;

    KeyFile(Path file, int most) {
        this.file = file;
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> fetch() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            return bytes.length > most
                    ? CompletableFuture.failedFuture(new IOException("is larger than " + most + " bytes"))
                    : CompletableFuture.completedFuture(bytes);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new IOException("cannot be read", e));
        }
    }

    @Override
    public String name() {
        return "The key set " + file;
    }
}
