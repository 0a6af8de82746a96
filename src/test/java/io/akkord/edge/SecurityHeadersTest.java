package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.akkord.settings.Settings;
import java.net.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityHeadersTest {
    private static String value(HttpHeaders headers, String name) {
        assertThat(headers.allValues(name)).describedAs(name).hasSizeLessThan(2);
        return headers.firstValue(name).orElse("-");
    }

    @Test
    void pagesAndTheApiAreProtectedByDefault() throws Exception {
        try (EdgeFixture edge = new EdgeFixture()) {
            for (String path : new String[] {"/", "/v1/rooms/none", "/v1/rooms", "/health/live", "/nothing"}) {
                HttpHeaders headers = edge.get(path).headers();
                assertThat(value(headers, "X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(value(headers, "Referrer-Policy")).isEqualTo("same-origin");
                assertThat(value(headers, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
                assertThat(value(headers, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
                assertThat(value(headers, "Permissions-Policy")).contains("camera=()");
                assertThat(value(headers, "Strict-Transport-Security")).isEqualTo("-");
                assertThat(value(headers, "Content-Security-Policy"))
                        .contains(
                                "default-src 'none'",
                                path.equals("/") ? "frame-ancestors 'self'" : "frame-ancestors 'none'");
            }
        }
    }

    @Test
    void whatIsConfiguredIsSaid() throws Exception {
        try (EdgeFixture edge = new EdgeFixture("""
                akkord.http.headers {
                  frame-ancestors = ["https://portal.example.org"]
                  connect-src = ["https://api.example.org", "wss://api.example.org"]
                  referrer-policy = ""
                  permissions-policy = "fullscreen=()"
                }
                akkord.http.trusted-proxies = ["127.0.0.0/8"]
                """)) {
            HttpHeaders headers = edge.get("/", "X-Forwarded-For", "203.0.113.5", "X-Forwarded-Proto", "https")
                    .headers();
            assertThat(value(headers, "Content-Security-Policy"))
                    .contains(
                            "frame-ancestors https://portal.example.org",
                            "connect-src 'self' https://api.example.org wss://api.example.org;");
            assertThat(value(headers, "Referrer-Policy")).isEqualTo("-");
            assertThat(value(headers, "Permissions-Policy")).isEqualTo("fullscreen=()");
            assertThat(value(headers, "Strict-Transport-Security")).isEqualTo("max-age=15552000");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect-src = [\"https://a; script-src *\"]",
                "frame-ancestors = [\"a b\"]",
                "referrer-policy = \"a\\r\\nSet-Cookie: b\"",
            })
    void whatWouldBeMoreThanOneValueIsRefused(String setting) {
        assertThatThrownBy(() -> Settings.of(ConfigFactory.parseString("akkord.http.headers." + setting)
                        .withFallback(ConfigFactory.load())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("akkord.http.headers");
    }
}
