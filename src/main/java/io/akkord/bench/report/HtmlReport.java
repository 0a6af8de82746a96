package io.akkord.bench.report;

import io.akkord.bench.load.LoadResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results as one HTML file that holds all it needs: data, styles and the library that draws the charts with its licence. */
public final class HtmlReport {
    private static final String TEMPLATE = "report.html";
    private static final String LIBRARY_POM = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String LIBRARY = "/META-INF/resources/webjars/chart.js/";
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private HtmlReport() {}

    public static String of(LoadResult result) {
        String library = LIBRARY + libraryVersion() + "/";
        return PLACE.matcher(read(TEMPLATE))
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            // Within a script element nothing may look like its end.
                            case "result" -> ResultJson.of(result).replace("<", "\\u003c");
                            case "library" ->
                                read(library + "dist/chart.umd.min.js").replaceAll("(?m)^//# sourceMappingURL=.*$", "");
                            case "licence" -> read(library + "LICENSE.md");
                            default ->
                                throw new IllegalStateException("the template has an unknown place: " + place.group(1));
                        }));
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream in = open(LIBRARY_POM)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static String read(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = HtmlReport.class.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException("not in the jar: " + resource);
        }
        return in;
    }
}
