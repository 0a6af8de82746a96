package io.akkord.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A certificate that issued itself, made by the JDK's keytool, and its key. */
final class TestCertificate {
    private static final String PASSWORD = "changeit";

    /** Up to where an RSA key of 2048 bits in PKCS#8 is wrapping around the same in PKCS#1. */
    private static final int WRAPPING = 26;

    private final String name;
    private final KeyStore store;

    /** @param algorithm as keytool names it */
    TestCertificate(Path folder, String name, String algorithm) {
        this.name = name;
        Path file = folder.resolve(name + ".p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "k",
                            "-keyalg",
                            algorithm,
                            "-keysize",
                            algorithm.equals("RSA") ? "2048" : "256",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "SAN=IP:127.0.0.1",
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".log").toFile())
                    .start();
            if (!keytool.waitFor(120, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new AssertionError(Files.readString(folder.resolve(name + ".log")));
            }
            store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String name() {
        return "CN=" + name;
    }

    String certificate() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate("k").getEncoded());
    }

    String key() throws GeneralSecurityException {
        return pem("PRIVATE KEY", encodedKey());
    }

    String oldKey() throws GeneralSecurityException {
        byte[] wrapped = encodedKey();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(wrapped, WRAPPING, wrapped.length));
    }

    private byte[] encodedKey() throws GeneralSecurityException {
        return store.getKey("k", PASSWORD.toCharArray()).getEncoded();
    }

    /** Shows this certificate where one is asked for, and trusts everybody: the test looks itself at whom it talks to. */
    SSLContext client() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Everybody()}, null);
        return context;
    }

    static SSLContext anybody() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Everybody()}, null);
        return context;
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    static void write(Path folder, String certificate, String key) throws IOException {
        for (List<String> file : List.of(List.of("cert.pem", certificate), List.of("key.pem", key))) {
            Files.writeString(folder.resolve(file.get(0)), file.get(1));
        }
    }

    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
