package io.akkord.settings;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Encryption towards clients. Off where no file is named.
 *
 * @param certificate PEM file of the certificate and those it was issued by; empty for none
 * @param key PEM file of its private key; empty for none
 * @param clientAuthority PEM file of certificates; clients must then show one issued by them; empty for none
 * @param checkEvery how often the files are looked at
 */
public record TlsSettings(String certificate, String key, String clientAuthority, Duration checkEvery) {
    public TlsSettings {
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(
                    "TLS needs both akkord.http.tls.certificate (AKKORD_HTTP_TLS_CERTIFICATE) and akkord.http.tls.key"
                            + " (AKKORD_HTTP_TLS_KEY).");
        }
        if (certificate.isEmpty() && !clientAuthority.isEmpty()) {
            throw new IllegalArgumentException(
                    "akkord.http.tls.client-ca asks for certificates of clients, but akkord.http.tls.certificate is not set.");
        }
        if (checkEvery.toMillis() < 100) {
            throw new IllegalArgumentException("akkord.http.tls.check-every is a time from 100 ms.");
        }
    }

    static TlsSettings of(Config c) {
        return new TlsSettings(
                c.getString("certificate"), c.getString("key"), c.getString("client-ca"), c.getDuration("check-every"));
    }

    public boolean isOn() {
        return !certificate.isEmpty();
    }
}
