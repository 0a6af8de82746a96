package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.akkord.edge.RawSocket.Answer;
import io.akkord.settings.Settings;
import io.akkord.settings.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
    private static final String READ = "GET /v1/rooms HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private static TestCertificate first;
    private static TestCertificate second;
    private static TestCertificate elliptic;

    @BeforeAll
    static void make() {
        first = new TestCertificate(made, "first", "RSA");
        second = new TestCertificate(made, "second", "RSA");
        elliptic = new TestCertificate(made, "elliptic", "EC");
    }

    @BeforeEach
    void write() throws Exception {
        TestCertificate.write(folder, first.certificate(), first.key());
    }

    private EdgeFixture edge(String more) {
        return new EdgeFixture("akkord.http.tls { certificate = \"" + folder.resolve("cert.pem") + "\", key = \""
                + folder.resolve("key.pem") + "\", check-every = 100 ms }\n" + more);
    }

    private static SSLSocket connect(EdgeFixture edge, SSLContext context, String... versions) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), edge.port());
        socket.setSoTimeout(60_000);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        try {
            socket.startHandshake();
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
        return socket;
    }

    private static String shown(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static String shown(EdgeFixture edge) throws Exception {
        try (SSLSocket socket = connect(edge, TestCertificate.anybody())) {
            return shown(socket);
        }
    }

    @Test
    void requestsAndSocketsAreServedOverTlsOfTwoVersions() throws Exception {
        try (EdgeFixture edge = edge("")) {
            for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
                try (SSLSocket tls = connect(edge, TestCertificate.anybody(), version);
                        RawSocket http = new RawSocket(tls)) {
                    assertThat(tls.getSession().getProtocol()).isEqualTo(version);
                    assertThat(tls.getApplicationProtocol()).isNullOrEmpty();
                    http.send(READ);
                    Answer answer = http.answer();
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.headers()).containsEntry("strict-transport-security", "max-age=15552000");
                }
            }
            try (RawSocket socket = new RawSocket(connect(edge, TestCertificate.anybody()))) {
                assertThat(socket.handshake(edge.port(), "Sec-WebSocket-Protocol: akkord.v1")
                                .status())
                        .isEqualTo(101);
                socket.text("echo over wss");
                assertThat(socket.readMessage().text()).contains("over wss");
            }
        }
    }

    @Test
    void whatIsNoTlsIsClosedWithoutAWordAndNobodyElseNotices() throws Exception {
        try (EdgeFixture edge = edge("")) {
            for (String garbage : new String[] {READ, "\u0016\u0003\u0001\u00ff\u00ff", "x".repeat(20_000)}) {
                try (RawSocket plain = new RawSocket(edge.port())) {
                    plain.send(garbage + "\r\n\r\n".repeat(100));
                    byte[] said = plain.rest();
                    assertThat(new String(said, java.nio.charset.StandardCharsets.ISO_8859_1))
                            .doesNotContain("HTTP", "Exception");
                }
            }
            await().until(() -> edge.server.connections() == 0);
            assertThat(shown(edge)).isEqualTo(first.name());
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedFor() throws Exception {
        try (EdgeFixture edge = edge("akkord.http.request-within = 300 ms");
                RawSocket silent = new RawSocket(edge.port())) {
            assertThat(new String(silent.rest(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
            await().until(() -> edge.server.connections() == 0);
        }
    }

    @Test
    void newFilesAreShownToNewConnectionsAndOpenOnesStay() throws Exception {
        try (EdgeFixture edge = edge("");
                RawSocket open = new RawSocket(connect(edge, TestCertificate.anybody()))) {
            open.handshake(edge.port(), "Sec-WebSocket-Protocol: akkord.v1");
            assertThat(shown(edge)).isEqualTo(first.name());
            // One after the other, as it happens: in between they do not belong together.
            Files.writeString(folder.resolve("cert.pem"), second.certificate());
            assertThat(shown(edge)).isEqualTo(first.name());
            Files.writeString(folder.resolve("key.pem"), second.key());
            await().until(() -> shown(edge).equals(second.name()));
            Files.writeString(folder.resolve("key.pem"), "nonsense");
            assertThat(shown(edge)).isEqualTo(second.name());
            Files.delete(folder.resolve("cert.pem"));
            assertThat(shown(edge)).isEqualTo(second.name());
            TestCertificate.write(folder, elliptic.certificate(), elliptic.key());
            await().until(() -> shown(edge).equals(elliptic.name()));
            open.text("echo as before");
            assertThat(open.readMessage().text()).contains("as before");
        }
    }

    @Test
    void clientsShowTheirCertificatesWhereThatIsAskedFor() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), second.certificate());
        try (EdgeFixture edge = edge("akkord.http.tls.client-ca = \"" + folder.resolve("ca.pem") + "\"")) {
            try (RawSocket known = new RawSocket(connect(edge, second.client(), "TLSv1.2"))) {
                known.send(READ);
                assertThat(known.answer().status()).isEqualTo(200);
            }
            for (SSLContext other : new SSLContext[] {first.client(), TestCertificate.anybody()}) {
                assertThatThrownBy(() -> {
                            try (RawSocket unknown = new RawSocket(connect(edge, other, "TLSv1.2"))) {
                                unknown.send(READ);
                                unknown.answer();
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private TlsSettings settings(String certificate, String key) throws IOException {
        Path own = Files.createTempDirectory(folder, "pair");
        TestCertificate.write(own, certificate, key);
        return new TlsSettings(
                own.resolve("cert.pem").toString(), own.resolve("key.pem").toString(), "", Duration.ofSeconds(30));
    }

    @Test
    void keysOfBothFormsAreRead() throws Exception {
        new CertificateWatch(settings(first.certificate(), first.key())).close();
        new CertificateWatch(settings(first.certificate(), first.oldKey())).close();
        new CertificateWatch(settings(elliptic.certificate(), elliptic.key())).close();
    }

    @Test
    void filesThatAreNotInOrderAreRefusedInOneSentence() throws Exception {
        refuses(settings(first.certificate(), second.key()), "does not belong to the certificate");
        refuses(settings(first.certificate(), elliptic.key()), "does not belong to the certificate");
        refuses(settings(first.certificate(), "nonsense"), "holds no private key");
        refuses(settings(first.certificate(), first.certificate()), "holds no private key");
        refuses(settings("nonsense", first.key()), "holds no certificate");
        refuses(settings("", first.key()), "holds no certificate");
        refuses(
                new TlsSettings("/none/c.pem", "/none/k.pem", "", Duration.ofSeconds(1)),
                "/none/c.pem for TLS cannot be read");
    }

    private static void refuses(TlsSettings settings, String sentence) {
        assertThatThrownBy(() -> new CertificateWatch(settings).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("BEGIN");
    }

    @ParameterizedTest
    @CsvSource({
        "certificate = c.pem, AKKORD_HTTP_TLS_KEY",
        "key = k.pem, AKKORD_HTTP_TLS_CERTIFICATE",
        "client-ca = c.pem, client-ca"
    })
    void halfOfItIsRefused(String setting, String sentence) {
        assertThatThrownBy(() -> Settings.of(
                        ConfigFactory.parseString("akkord.http.tls." + setting).withFallback(ConfigFactory.load())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
