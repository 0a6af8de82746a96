package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostsTest {
    @Test
    void the_machine_itself_is_always_known() {
        Hosts hosts = new Hosts("127.0.0.1", List.of());
        assertThat(List.of(
                        "localhost",
                        "localhost:8080",
                        "LOCALHOST",
                        "127.0.0.1",
                        "127.255.0.9:80",
                        "[::1]",
                        "[::1]:8080"))
                .allMatch(hosts::allows);
        assertThat(List.of(
                        "",
                        ":80",
                        "example.org",
                        "127.0.0.256",
                        "127.1",
                        "128.0.0.1",
                        "127.0.0.1.",
                        "::1",
                        "[::2]",
                        "[::1"))
                .noneMatch(hosts::allows);
    }

    @Test
    void the_configured_address_and_allowed_origins_are_known() {
        Hosts hosts = new Hosts(
                "Notes.internal", List.of("https://App.example.org:8443/", "garbage", "http://[2001:db8::1]"));
        assertThat(List.of("notes.internal:8080", "app.example.org", "[2001:db8::1]:80"))
                .allMatch(hosts::allows);
        assertThat(List.of("garbage", "other.example.org", "https://app.example.org"))
                .noneMatch(hosts::allows);
        assertThat(new Hosts("2001:DB8::2", List.of()).allows("[2001:db8::2]:8080"))
                .isTrue();
    }

    @Test
    void an_asterisk_knows_every_name() {
        assertThat(new Hosts("127.0.0.1", List.of("*")).allows("any.example")).isTrue();
    }
}
