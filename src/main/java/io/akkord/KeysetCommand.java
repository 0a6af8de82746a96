package io.akkord;

import io.akkord.journal.Keyset;
import io.akkord.journal.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyset create|add|promote|rotate FILE}: the keys that encrypt values, for operators. */
@Command(
        name = "keyset",
        mixinStandardHelpOptions = true,
        description = {
            "Makes and rotates the keys that encrypt values of namespaces (AES-256-GCM, Tink's JSON form, in clear).",
            "Whoever reads the file reads the values; without it nobody does, so keep a copy in a safe place.",
            ""
        },
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 the command is not understood."})
public final class KeysetCommand {
    static final String NAME = "keyset";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private KeysetCommand() {}

    /** Runs the command to its end and returns the exit code; {@code arguments} are those behind its name. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new KeysetCommand()).setOut(out).setErr(err);
        return line.setExecutionExceptionHandler((e, failed, parsed) -> {
                    if (e instanceof StorageException || e instanceof IOException) {
                        err.println("akkord: " + e.getMessage());
                        return 1;
                    }
                    throw e;
                })
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }

    @Command(description = "Writes a new key set into a file that is not there yet.", mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        Keyset keyset = Keyset.create();
        try {
            write(file, keyset);
        } catch (FileAlreadyExistsException e) {
            throw new StorageException("The file " + file + " is there already; rotate adds a key to it.", e);
        } catch (IOException e) {
            throw new StorageException("The file " + file + " cannot be written.", e);
        }
        spec.commandLine()
                .getOut()
                .println("The key " + Integer.toUnsignedString(keyset.primary()) + " stands in " + file
                        + ". Start the server with AKKORD_KEYSET_FILE set to it.");
        return 0;
    }

    @Command(
            description = {
                "Adds a new key that does not encrypt yet: the first step of a rotation with several servers.",
                "Once all of them have been started again with it, promote it.",
            },
            mixinStandardHelpOptions = true)
    int add(@Parameters(paramLabel = "FILE") Path file) {
        Keyset before = Keyset.read(file);
        if (before.newest() != before.primary()) {
            throw new StorageException("The key " + Integer.toUnsignedString(before.newest()) + " in " + file
                    + " does not encrypt yet; promote it before another is added.");
        }
        Keyset keyset = before.added();
        replace(file, keyset);
        spec.commandLine()
                .getOut()
                .println("The key " + Integer.toUnsignedString(keyset.newest())
                        + " is known once every server has been started again; then promote it.");
        return 0;
    }

    @Command(
            description = {
                "Makes the key that was added last the one that encrypts, from the next start on. Every server must know it before.",
            },
            mixinStandardHelpOptions = true)
    int promote(@Parameters(paramLabel = "FILE") Path file) {
        Keyset before = Keyset.read(file);
        if (before.newest() == before.primary()) {
            throw new StorageException("No key in " + file + " waits to be promoted; add one before.");
        }
        promoted(file, before.promoted());
        return 0;
    }

    @Command(
            description = {
                "Adds a new key that encrypts from the next start on; the others stay, for what they encrypted.",
                "For a single server; with several, add and promote: one that is not started again yet cannot",
                "read what the others encrypt with a key it does not know.",
            },
            mixinStandardHelpOptions = true)
    int rotate(@Parameters(paramLabel = "FILE") Path file) {
        promoted(file, Keyset.read(file).rotated());
        return 0;
    }

    private void promoted(Path file, Keyset keyset) {
        replace(file, keyset);
        spec.commandLine()
                .getOut()
                .println("The key " + Integer.toUnsignedString(keyset.primary())
                        + " encrypts once the server has been started again; "
                        + keyset.ids().size() + " keys stand in " + file + ".");
    }

    /** Whoever reads the file meanwhile reads the old or the new one. */
    private static void replace(Path file, Keyset keyset) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            write(next, keyset);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StorageException("The file " + file + " cannot be written.", e);
        }
    }

    /** Readable by its owner only, where files have owners. */
    private static void write(Path file, Keyset keyset) throws IOException {
        FileAttribute<?>[] attributes =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
                attributes)) {
            var bytes = java.nio.ByteBuffer.wrap((keyset.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
