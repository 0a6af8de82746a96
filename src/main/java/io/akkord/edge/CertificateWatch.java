package io.akkord.edge;

import io.akkord.settings.TlsSettings;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate the server shows. New connections get the newest files that were in order when they were looked at; connections that
 * are there keep what they began with, and files that are not in order change nothing.
 */
final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSettings settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "akkord-certificates");
        thread.setDaemon(true);
        return thread;
    });
    private CertificateFiles looked;
    private volatile SSLContext context;
    private String complaint = "";

    /** Throws an {@link IllegalArgumentException} with a sentence for the operator where the files are not in order. */
    CertificateWatch(TlsSettings settings) {
        this.settings = settings;
        this.looked = CertificateFiles.read(settings);
        this.context = looked.context();
    }

    void start() {
        long every = settings.checkEvery().toMillis();
        timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    /** For one connection. */
    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(VERSIONS);
        engine.setNeedClientAuth(!settings.clientAuthority().isEmpty());
        return new PromptEngine(engine);
    }

    private void look() {
        try {
            CertificateFiles files = CertificateFiles.read(settings);
            if (!files.isSame(looked)) {
                context = files.context();
                looked = files;
                LOG.info("The certificate in {} is new and shown from now on", settings.certificate());
            }
            complaint = "";
        } catch (RuntimeException broken) {
            // Said once, and again only when it is something else: the files are looked at all the time.
            String sentence = String.valueOf(broken.getMessage());
            if (!sentence.equals(complaint)) {
                LOG.error("The certificate stays the old one. {}", sentence);
                complaint = sentence;
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
