package io.akkord.edge;

import io.akkord.settings.HeaderSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code Content-Security-Policy} of the built-in pages: everything from this server only, and no inline script but those that
 * stand in its own index, the import map among them, known by their digests. Inline styles are allowed because the editor writes
 * its style sheets into the page.
 */
final class ContentPolicy {
    private static final Pattern INLINE_SCRIPT = Pattern.compile(
            "<script(?![^>]*\\ssrc\\s*=)[^>]*>(.*?)</script>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ContentPolicy() {}

    static String of(String html, HeaderSettings settings) {
        StringBuilder scripts = new StringBuilder("'self'");
        Matcher inline = INLINE_SCRIPT.matcher(html);
        while (inline.find()) {
            // Browsers hash the text after their parser has made line feeds of all line ends.
            String text = inline.group(1).replace("\r\n", "\n").replace('\r', '\n');
            scripts.append(" 'sha256-")
                    .append(digest(text.getBytes(StandardCharsets.UTF_8)))
                    .append('\'');
        }
        return "default-src 'none'; script-src " + scripts
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
                + settings.connectSources().stream().map(source -> ' ' + source).collect(Collectors.joining())
                + "; base-uri 'none'; form-action 'self'; frame-ancestors "
                + (settings.frameAncestors().isEmpty() ? "'none'" : String.join(" ", settings.frameAncestors()));
    }

    /** SHA-256 in base 64. */
    static String digest(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
