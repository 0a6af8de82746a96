package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import io.akkord.settings.ProxySettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxies BEHIND = proxies(ProxySettings.Header.X_FORWARDED_FOR);
    private static final Proxies STANDARD = proxies(ProxySettings.Header.FORWARDED);

    private static Proxies proxies(ProxySettings.Header header) {
        return new Proxies(new ProxySettings(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"), header));
    }

    private static InetAddress address(String text) {
        return Addresses.parse(text).orElseThrow();
    }

    private static Caller caller(Proxies proxies, String peer, String... headers) {
        List<HttpHeader> lines = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            lines.add(RawHeader.create(headers[i], headers[i + 1]));
        }
        return proxies.caller(HttpRequest.GET("/").withHeaders(lines), address(peer), false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5 | 1.1.1.1 | 203.0.113.5",
                "10.1.2.3    | 1.1.1.1 | 1.1.1.1",
                "10.1.2.3    | 6.6.6.6, 1.1.1.1 | 1.1.1.1",
                "10.1.2.3    | 6.6.6.6, 1.1.1.1, 192.0.2.7, 10.9.9.9 | 1.1.1.1",
                "10.1.2.3    | 10.0.0.1, 10.0.0.2 | 10.0.0.1",
                "10.1.2.3    | evil, 10.0.0.2 | 10.0.0.2",
                "10.1.2.3    | 1.1.1.1, unknown | 10.1.2.3",
                "10.1.2.3    | '' | 10.1.2.3",
                "10.1.2.3    | 1.1.1.1:4711 | 1.1.1.1",
                "10.1.2.3    | [2001:db8:9::1]:443 | 2001:db8:9::1",
                "2001:db8:1::5 | 2001:db8:9::1 | 2001:db8:9::1",
                "2001:db8:2::5 | 2001:db8:9::1 | 2001:db8:2::5",
                "::ffff:10.1.2.3 | 1.1.1.1 | 1.1.1.1",
            })
    void theClientIsTheFirstFromTheEndThatIsNoTrustedProxy(String peer, String forwardedFor, String client) {
        assertThat(caller(BEHIND, peer, "X-Forwarded-For", forwardedFor).address())
                .isEqualTo(address(client));
    }

    @Test
    void severalFieldLinesAreOneList() {
        assertThat(caller(BEHIND, "10.0.0.1", "X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "1.1.1.1, 10.0.0.2")
                        .address())
                .isEqualTo(address("1.1.1.1"));
    }

    @Test
    void ofBothHeaderFieldsOnlyTheOneThatIsSetIsRead() {
        String[] headers = {"X-Forwarded-For", "1.1.1.1", "Forwarded", "for=2.2.2.2"};
        assertThat(caller(BEHIND, "10.0.0.1", headers).address()).isEqualTo(address("1.1.1.1"));
        assertThat(caller(STANDARD, "10.0.0.1", headers).address()).isEqualTo(address("2.2.2.2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=1.1.1.1;proto=https;by=10.0.0.9 | 1.1.1.1 | true",
                "for=6.6.6.6, for=1.1.1.1;proto=http | 1.1.1.1 | false",
                "For=\"[2001:db8:9::1]:4711\";Proto=HTTPS | 2001:db8:9::1 | true",
                "for=_hidden | 10.0.0.1 | false",
                "for=unknown;proto=https | 10.0.0.1 | true",
                "for=\"1.1.1.1, for=6.6.6.6\" | 10.0.0.1 | false",
                "proto=https | 10.0.0.1 | true",
                "=;; | 10.0.0.1 | false",
            })
    void theStandardFieldIsUnderstood(String forwarded, String client, boolean secure) {
        Caller caller = caller(STANDARD, "10.0.0.1", "Forwarded", forwarded);
        assertThat(caller.address()).isEqualTo(address(client));
        assertThat(caller.secure()).isEqualTo(secure);
    }

    @Test
    void theSchemeIsTakenFromTrustedProxiesOnly() {
        String[] headers = {"X-Forwarded-For", "1.1.1.1", "X-Forwarded-Proto", "https"};
        assertThat(caller(BEHIND, "10.0.0.1", headers).secure()).isTrue();
        assertThat(caller(BEHIND, "203.0.113.5", headers).secure()).isFalse();
    }

    @Test
    void aLongListIsReadToAnEnd() {
        assertThat(caller(BEHIND, "10.0.0.1", "X-Forwarded-For", "10.0.0.2,".repeat(1_000) + "10.0.0.3")
                        .address())
                .isEqualTo(address("10.0.0.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "10.0.0.0/33", "10.0.0", "::1/129", "dead", "", "10.0.0.0/", "1:2", "10.0.0.0/-1"
            })
    void whatIsNoRangeOfAddressesIsRefusedAndNoNameIsLookedUp(String text) {
        assertThatThrownBy(() -> new Proxies(new ProxySettings(List.of(text), ProxySettings.Header.FORWARDED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("akkord.http.trusted-proxies");
    }

    @Test
    void oneSubscriberIsCountedAsOne() {
        assertThat(Addresses.key(address("2001:db8:1:2:3:4:5:6"))).isEqualTo(Addresses.key(address("2001:db8:1:2::9")));
        assertThat(Addresses.key(address("2001:db8:1:2::9"))).isNotEqualTo(Addresses.key(address("2001:db8:1:3::9")));
        assertThat(Addresses.key(address("::ffff:192.0.2.1"))).isEqualTo("192.0.2.1");
    }
}
