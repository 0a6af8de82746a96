package io.akkord.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} says whether a server would start, and the options in {@code conf} are ones that the VM takes. */
class CheckCommandIT {
    @TempDir
    Path folder;

    @Test
    void a_server_that_starts_is_stopped_again() throws Exception {
        Path output = folder.resolve("output");
        assertThat(check(output, 0, List.of())).isZero();
        assertThat(Files.readString(output)).contains("Akkord is ready: http://127.0.0.1:");
    }

    @Test
    void a_port_that_is_taken_is_said_and_the_exit_code_is_one() throws Exception {
        Path output = folder.resolve("output");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(check(output, taken.getLocalPort(), List.of())).isEqualTo(1);
        }
        assertThat(Files.readString(output)).contains("Akkord does not start: The server cannot listen on");
    }

    @Test
    void the_server_starts_from_the_archive_of_classes_that_readme_makes() throws Exception {
        Path archive = folder.resolve("akkord.jsa");
        assertThat(check(
                        folder.resolve("first"), 0, List.of("-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + archive)))
                .isZero();
        assertThat(archive).isNotEmptyFile();
        List<String> options = new ArrayList<>();
        try (Stream<String> lines = Files.lines(Path.of("conf/jvm.options"))) {
            lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("target/akkord.jsa", archive.toString()))
                    .forEach(options::add);
        }
        // The VM does not start where the archive cannot be used.
        options.add("-Xshare:on");
        assertThat(check(folder.resolve("second"), 0, options)).isZero();
    }

    private int check(Path output, int port, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(options);
        command.addAll(List.of("-jar", ServerProcess.jar().toString(), "check"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("AKKORD_HTTP_PORT", Integer.toString(port));
        builder.environment().put("AKKORD_DATA_DIR", folder.resolve("data").toString());
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
