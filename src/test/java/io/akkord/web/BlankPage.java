package io.akkord.web;

import com.microsoft.playwright.Page;

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

    @Override
    public void close() {
        files.close();
        chromium.close();
    }
}
