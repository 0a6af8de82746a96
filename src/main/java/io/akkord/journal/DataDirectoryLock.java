package io.akkord.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a data directory for this process alone; the operating system lets go of it when the process ends, however that comes. */
final class DataDirectoryLock implements AutoCloseable {
    /** POSIX drops all locks of a process on a file with any of its channels, so a second one in this process is never opened. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DataDirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Creates the directory where it is missing and locks it; throws {@link StorageException} while somebody else holds it. */
    static DataDirectoryLock acquire(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            if (!HELD.add(real)) {
                throw inUse(directory);
            }
            try {
                return new DataDirectoryLock(real, lock(real).orElseThrow(() -> inUse(directory)));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException("The data directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Empty while another process holds it. */
    private static Optional<FileChannel> lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("akkord.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    private static StorageException inUse(Path directory) {
        return new StorageException("Another Akkord server is using the data directory " + directory
                + ". Stop it, or start this one with another akkord.data-dir.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("The lock of the data directory cannot be released.", e);
        } finally {
            HELD.remove(directory);
        }
    }
}
