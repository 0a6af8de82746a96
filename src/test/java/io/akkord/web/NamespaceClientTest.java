package io.akkord.web;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The client of namespaces and the parts of their page in a browser, without a server. */
class NamespaceClientTest {
    private static BlankPage page;

    @BeforeAll
    static void open() {
        page = new BlankPage();
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @TestFactory
    Stream<DynamicTest> conversations() {
        return page.plays("plays-namespace.js");
    }

    @TestFactory
    Stream<DynamicTest> partsOfThePage() {
        return page.plays("plays-namespace-page.js");
    }
}
