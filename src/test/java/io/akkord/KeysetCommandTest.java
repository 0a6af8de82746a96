package io.akkord;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.journal.Keyset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return KeysetCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void a_new_key_set_is_for_its_owner_only_and_its_key_is_not_shown() throws IOException {
        Path file = folder.resolve("keys.json");
        assertThat(run("create", file.toString())).isZero();

        Keyset made = Keyset.read(file);
        assertThat(out.toString()).contains(Integer.toUnsignedString(made.primary()), "AKKORD_KEYSET_FILE");
        assertThat(out.toString()).doesNotContain("keyData");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_key_set_that_is_there_is_never_overwritten() throws IOException {
        Path file = folder.resolve("keys.json");
        run("create", file.toString());
        String before = Files.readString(file);
        assertThat(run("create", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is there already");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void rotation_adds_a_key_and_keeps_the_others() throws IOException {
        Path file = folder.resolve("keys.json");
        run("create", file.toString());
        Keyset before = Keyset.read(file);
        assertThat(run("rotate", file.toString())).isZero();

        Keyset after = Keyset.read(file);
        assertThat(after.ids()).hasSize(2).containsAll(before.ids());
        assertThat(after.primary()).isNotEqualTo(before.primary());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void a_key_can_be_known_everywhere_before_it_encrypts() throws IOException {
        Path file = folder.resolve("keys.json");
        run("create", file.toString());
        Keyset before = Keyset.read(file);
        assertThat(run("promote", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("waits to be promoted");
        assertThat(run("add", file.toString())).isZero();

        Keyset added = Keyset.read(file);
        assertThat(added.ids()).hasSize(2).containsAll(before.ids()).contains(added.newest());
        assertThat(added.primary()).isEqualTo(before.primary()).isNotEqualTo(added.newest());
        assertThat(out.toString()).contains(Integer.toUnsignedString(added.newest()));
        assertThat(run("add", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("promote it before");
        assertThat(Keyset.read(file).ids()).isEqualTo(added.ids());

        assertThat(run("promote", file.toString())).isZero();
        Keyset promoted = Keyset.read(file);
        assertThat(promoted.primary()).isEqualTo(added.newest());
        assertThat(promoted.ids()).isEqualTo(added.ids());
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run("add", file.toString())).isZero();
        assertThat(Keyset.read(file).ids()).hasSize(3);
    }

    @Test
    void what_cannot_be_done_is_a_sentence_and_an_exit_code() throws IOException {
        assertThat(run("rotate", folder.resolve("none.json").toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("akkord: ").contains("none.json");
        Path no = Files.writeString(folder.resolve("no.json"), "{}");
        assertThat(run("rotate", no.toString())).isEqualTo(1);
        assertThat(no).hasContent("{}");
        assertThat(run("create", folder.resolve("no/such/folder.json").toString()))
                .isEqualTo(1);
        assertThat(run("destroy")).isEqualTo(2);
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("create", "add", "promote", "rotate");
    }
}
