package io.akkord.edge;

import akka.pki.pem.DERPrivateKeyLoader;
import akka.pki.pem.PEMDecoder;
import io.akkord.settings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The contents of the files that TLS stands on, as they were at one moment. Every method that reads them throws an
 * {@link IllegalArgumentException} with one sentence for the operator; nothing of a key ever stands in one.
 */
final class CertificateFiles {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final String PKCS8 = "PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");
    private static final char[] NO_PASSWORD = {};
    private static final byte[] PROBE = "do they belong together".getBytes(StandardCharsets.US_ASCII);

    private final TlsSettings settings;
    private final byte[] certificate;
    private final byte[] key;
    private final byte[] clientAuthority;

    private CertificateFiles(TlsSettings settings, byte[] certificate, byte[] key, byte[] clientAuthority) {
        this.settings = settings;
        this.certificate = certificate;
        this.key = key;
        this.clientAuthority = clientAuthority;
    }

    static CertificateFiles read(TlsSettings settings) {
        return new CertificateFiles(
                settings,
                bytes(settings.certificate()),
                bytes(settings.key()),
                settings.clientAuthority().isEmpty() ? new byte[0] : bytes(settings.clientAuthority()));
    }

    private static byte[] bytes(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException("The file " + file + " is too large to be a certificate or a key.");
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("The file " + file + " for TLS cannot be read.", unreadable);
        }
    }

    boolean isSame(CertificateFiles other) {
        return Arrays.equals(certificate, other.certificate)
                && Arrays.equals(key, other.key)
                && Arrays.equals(clientAuthority, other.clientAuthority);
    }

    SSLContext context() {
        List<Certificate> chain = certificates(certificate, settings.certificate());
        PrivateKey secret = key();
        requireTogether(chain.get(0).getPublicKey(), secret);
        try {
            KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
            own.load(null, NO_PASSWORD);
            own.setKeyEntry("akkord", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "The certificates in " + settings.certificate() + " are not issued one by the next.", e);
        }
    }

    private TrustManager[] trusted() throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, NO_PASSWORD);
        if (!settings.clientAuthority().isEmpty()) {
            int number = 0;
            for (Certificate authority : certificates(clientAuthority, settings.clientAuthority())) {
                authorities.setCertificateEntry("authority" + ++number, authority);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }

    private static List<Certificate> certificates(byte[] pem, String file) {
        try {
            List<Certificate> all = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
            if (!all.isEmpty()) {
                return all;
            }
        } catch (CertificateException malformed) {
            throw new IllegalArgumentException("The file " + file + " holds no certificate in PEM.", malformed);
        }
        throw new IllegalArgumentException("The file " + file + " holds no certificate in PEM.");
    }

    private PrivateKey key() {
        try {
            PEMDecoder.DERData decoded = PEMDecoder.decode(new String(key, StandardCharsets.US_ASCII));
            if (!decoded.label().equals(PKCS8)) {
                return DERPrivateKeyLoader.load(decoded);
            }
            for (String algorithm : ALGORITHMS) {
                Optional<PrivateKey> secret = key(algorithm, decoded.bytes());
                if (secret.isPresent()) {
                    return secret.get();
                }
            }
            throw new GeneralSecurityException("a key of another algorithm");
        } catch (GeneralSecurityException | RuntimeException malformed) {
            // Without its cause, which might quote the key.
            throw new IllegalArgumentException("The file " + settings.key()
                    + " holds no private key that is not encrypted, as PKCS#8 or PKCS#1 in PEM; \"openssl pkcs8 -topk8 -nocrypt\" makes"
                    + " one of another form.");
        }
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] bytes) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (InvalidKeySpecException another) {
            return Optional.empty();
        }
    }

    private void requireTogether(PublicKey open, PrivateKey secret) {
        String algorithm = switch (secret.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> secret.getAlgorithm();
        };
        boolean together;
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(secret);
            signing.update(PROBE);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(open);
            verifying.update(PROBE);
            together = verifying.verify(signed);
        } catch (GeneralSecurityException different) {
            together = false;
        }
        if (!together) {
            throw new IllegalArgumentException("The key in " + settings.key()
                    + " does not belong to the certificate in " + settings.certificate() + ".");
        }
    }
}
