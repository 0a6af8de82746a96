package io.akkord.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** An empty page in a browser that can import the modules of the browser side and the scripts of the tests. */
final class BlankPage implements AutoCloseable {
    private final Chromium chromium = new Chromium();
    private final WebFiles files = new WebFiles();
    private final Page page = chromium.browser().newPage();

    BlankPage() {
        page.navigate(files.url("/test/blank.html"));
    }

    /** What {@code expression} gives, or what the promise it gives is resolved to; a function is called with {@code argument}. */
    Object evaluate(String expression, Object argument) {
        return page.evaluate(expression, argument);
    }

    /** The plays of a script, each a test. */
    Stream<DynamicTest> plays(String file) {
        List<?> names = (List<?>) evaluate("async (file) => Object.keys((await import('/test/' + file)).plays)", file);
        assertThat(names).isNotEmpty();
        return names.stream().map(name -> dynamicTest((String) name, () -> play(file, (String) name)));
    }

    private void play(String file, String name) {
        evaluate("async ([file, name]) => (await import('/test/' + file)).plays[name]()", List.of(file, name));
    }

    @Override
    public void close() {
        files.close();
        chromium.close();
    }
}
