package io.akkord.configured;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a data directory, as bytes. */
final class DataFiles {
    /** The lock is empty, and the index of the newest pages is made anew from them at each start. */
    private static final Set<String> NO_DATA = Set.of("akkord.lock", "akkord.db-shm");

    private DataFiles() {}

    private static List<Path> of(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    /** The names of the files in which a text stands, in ISO 8859-1 or UTF-8. */
    static List<String> holding(Path folder, String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : of(folder)) {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            if (bytes.contains(text)) {
                found.add(file.getFileName().toString());
            }
        }
        return found;
    }

    /** All files with data. */
    static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : of(folder)) {
            if (!NO_DATA.contains(file.getFileName().toString())) {
                contents.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    /** What a server killed at this moment would leave, while it has nothing to do. */
    static Path copy(Path folder, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : of(folder)) {
            Files.copy(file, to.resolve(folder.relativize(file)));
        }
        return to;
    }
}
