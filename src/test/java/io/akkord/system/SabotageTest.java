package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Saboteurs change the server's source by its words: who moves these hears of it before the slow tests run. */
class SabotageTest {
    @TempDir
    Path folder;

    static Stream<Sabotage<?>> saboteurs() {
        return Stream.concat(Sabotage.all().stream(), Sabotage.ofNamespaces().stream());
    }

    @ParameterizedTest(name = "the one who {0}")
    @MethodSource("saboteurs")
    void each_saboteur_finds_what_it_changes(Sabotage<?> sabotage) throws IOException {
        for (Path source : sabotage.change(folder)) {
            assertThat(Files.readString(source)).isNotEqualTo(honest(source));
        }
    }

    private String honest(Path source) throws IOException {
        return Files.readString(Path.of("src/main/java/io/akkord")
                .resolve(folder.resolve("sources").relativize(source)));
    }
}
