package io.akkord.web;

import static io.akkord.web.Tabs.PATIENCE;
import static io.akkord.web.Tabs.pending;
import static io.akkord.web.Tabs.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of namespaces in two TABS on the real server, with conflicts, and with the server killed under them. */
class NamespacePageIT {
    @RegisterExtension
    static final Tabs TABS = new Tabs("namespace-page");

    @Test
    void aValueThatIsSetInOneTabIsSeenInTheOtherWithWhoSetIt() {
        Page ann = TABS.openNamespace("seen");
        Page bob = TABS.openNamespace("seen");

        set(ann, "cart:items/1", "{\"sku\": \"tea\"}");

        shows(bob, "#tree", "items/");
        shows(bob, "#tree", "{\"sku\":\"tea\"}");
        shows(bob, "#key-words", "1 key");
        bob.locator("#tab-changes").click();
        shows(bob, "#recent", "cart:items/1");
        shows(bob, "#recent", "from namespace page");
        ann.locator("#tab-changes").click();
        shows(ann, "#recent", "You");

        bob.locator("#recent button").first().click();
        shows(bob, "#key-last", "Last changed by");
        operation(bob, "merge");
        bob.locator("#value").fill("{\"count\": 2}");
        bob.locator("#save").click();
        shows(ann, "#tree", "{\"sku\":\"tea\",\"count\":2}");
        operation(bob, "patch");
        bob.locator("#value").fill("[{\"op\": \"replace\", \"path\": \"/count\", \"value\": 3}]");
        bob.locator("#save").click();
        shows(ann, "#tree", "\"count\":3");
        operation(bob, "delete");
        bob.locator("#save").click();
        shows(ann, "#key-words", "There are no keys yet.");
        shows(ann, "#recent", "deleted");
        assertThat(value(ann, "seen", "cart:items/1")).isNull();
    }

    @Test
    void aConflictShowsBothSidesAndEitherCanBeTaken() {
        Page ann = TABS.openNamespace("conflict");
        Page bob = TABS.openNamespace("conflict");
        set(ann, "price", "1");
        shows(bob, "#tree", "price");

        raceFor(ann, bob, "10", "20");
        shows(ann, "#conflicts", "before your change arrived");
        assertThat(ann.locator("#conflicts .json").allInnerTexts()).containsExactly("10", "20");
        assertThat(value(ann, "conflict", "price")).isEqualTo("20");
        ann.getByText("Take mine").click();
        await().atMost(PATIENCE).until(() -> "10".equals(value(ann, "conflict", "price")));
        shows(bob, "#tree", "10");
        assertThat(ann.locator("#conflicts > *").count()).isZero();

        raceFor(ann, bob, "11", "21");
        ann.getByText("Take theirs").click();
        await().atMost(PATIENCE).until(() -> "21".equals(ann.locator("#value").inputValue()));
        assertThat(ann.locator("#conflicts > *").count()).isZero();
        assertThat(value(ann, "conflict", "price")).isEqualTo("21");

        ann.locator("#strategy").selectOption("replace");
        raceFor(ann, bob, "12", "22");
        await().atMost(PATIENCE).until(() -> "12".equals(value(ann, "conflict", "price")));
        assertThat(ann.locator("#conflicts > *").count()).isZero();
    }

    @Test
    void aCrashWithChangesInFlightLosesAndDoublesNothing() {
        Page ann = TABS.openNamespace("crash");
        Page bob = TABS.openNamespace("crash");
        write(ann, "ann", 150);
        write(bob, "bob", 150);
        await().atMost(PATIENCE).until(() -> (int) bob.evaluate("akkord.namespace.version") > 20);

        TABS.server().crash();

        await().atMost(PATIENCE).untilAsserted(() -> {
            for (Page page : List.of(ann, bob)) {
                assertThat(page.evaluate("akkord.writing")).isEqualTo(0);
                assertThat(pending(page)).isZero();
                assertThat(page.evaluate("[akkord.namespace.store.size, akkord.namespace.version]"))
                        .isEqualTo(List.of(300, 300));
            }
        });
        assertThat(ann.evaluate("fetch('/v1/namespaces/crash').then((answer) => answer.json())"
                        + ".then(({ store, meta }) => [Object.keys(store).length, meta.version])"))
                .as("each change is one version, so none was made twice")
                .isEqualTo(List.of(300, 300));
        shows(ann, "#pending", "All edits saved");
        shows(ann, "#key-words", "300 keys");
    }

    @Test
    void changesMadeOfflineWaitAndArrive() {
        Page ann = TABS.openNamespace("offline");
        Page bob = TABS.openNamespace("offline");
        ann.context().setOffline(true);
        shows(ann, "#words", "Offline");
        set(ann, "later", "true");
        shows(ann, "#tree", "waiting");
        shows(ann, "#pending", "1 edit waiting");
        ann.context().setOffline(false);
        shows(bob, "#tree", "later");
        shows(ann, "#pending", "All edits saved");
        assertThat(ann.locator(".tree-waits").count()).isZero();
    }

    @Test
    void tenThousandKeysStayUsableAndAFilterFollowsOnlyAPartOfThem() {
        Page page = TABS.openNamespace("large");
        page.evaluate("""
                () => fetch('/v1/namespaces/large', { method: 'PUT', headers: { 'content-type': 'application/json' },
                  body: JSON.stringify(Object.fromEntries(Array.from({ length: 10000 }, (_, i) =>
                    [`group${i % 10}:${String(i).padStart(5, '0')}`, { number: i }]))) })
                """);
        shows(page, "#key-words", "10,000 keys");
        page.locator("#tree").focus();
        for (String key : List.of("End", "ArrowRight", "End", "Enter")) {
            page.keyboard().press(key);
        }
        await().atMost(PATIENCE)
                .until(() -> "group9:09999".equals(page.locator("#key").inputValue()));
        assertThat(page.locator("#value").inputValue()).contains("9999");
        assertThat((int) page.evaluate("document.querySelectorAll('.tree-row').length"))
                .isLessThan(100);

        page.locator("#key-filter").fill("group3:");
        shows(page, "#key-words", "1,000 keys match “group3:*”");
        page.locator("#key-filter").fill("*:00007");
        shows(page, "#key-words", "1 key matches “*:00007”");
        page.evaluate("fetch('/v1/namespaces/large/keys/group7:00007', { method: 'PUT', headers: { 'content-type':"
                + " 'application/json' }, body: '\"seven\"' })");
        shows(page, "#tree", "\"seven\"");
        page.locator("#key-filter").fill("nothing");
        shows(page, "#key-words", "No key matches “nothing*”.");
        page.locator("#key-filter").press("Escape");
        shows(page, "#key-words", "10,000 keys");
    }

    @Test
    void theRegistryIsShownAsItChanges() {
        Page page = TABS.openNamespace("registry");
        page.locator("#tab-mfes").click();
        shows(page, "#mfes-hint", "No micro-frontend");
        page.evaluate(
                "akkord.namespace.submit([{ op: 'register', mfe: { id: 'cart', framework: 'react', version: '19.1',"
                        + " metadata: { team: 'checkout' } } }])");
        shows(page, "#mfes", "react 19.1");
        shows(page, "#mfes", "registered just now");
        page.locator("#mfes summary").click();
        shows(page, "#mfes pre", "checkout");
        assertThat(page.locator("#tab-mfes").innerText()).contains("1");
        page.locator("#key-filter").fill("other:");
        page.waitForCondition(
                () -> page.evaluate("akkord.namespace.followed !== undefined").equals(true));
        page.evaluate("akkord.namespace.submit([{ op: 'unregister', mfe: 'cart' }])");
        shows(page, "#mfes-hint", "No micro-frontend");
    }

    @Test
    void badInputIsSaidInWordsAndNamesOfObjectsAreHarmlessKeys() {
        Page page = TABS.openNamespace("words");
        page.locator("#add").click();
        page.locator("#save").click();
        shows(page, "#key-problem", "Give the key a name.");
        page.locator("#key").fill("__proto__");
        page.locator("#value").fill("hello");
        page.locator("#save").click();
        shows(page, "#value-problem", "A text stands in double quotes: \"hello\"");
        page.locator("#value").fill("{\"__proto__\": {\"polluted\": true}}");
        page.locator("#value").press("Control+Enter");

        shows(page, "#tree", "__proto__");
        await().atMost(PATIENCE).until(() -> pending(page) == 0);
        assertThat(page.evaluate("[{}.polluted === undefined, akkord.namespace.store.has('__proto__')]"))
                .isEqualTo(List.of(true, true));
        page.reload();
        Tabs.online(page);
        page.locator(".tree-row").click();
        assertThat(page.locator("#value").inputValue()).contains("polluted");
        page.locator("#tab-changes").click();
        shows(page, "#recent", "__proto__");

        page.locator("#tab-edit").click();
        operation(page, "patch");
        page.locator("#value").fill("[{\"op\": \"remove\", \"path\": \"/nothing\"}]");
        page.locator("#save").click();
        shows(page, "#notices", "The server did not accept your change");
    }

    @Test
    void everythingIsReachedByTabInTheOrderInWhichItIsSeen() {
        Page page = TABS.openNamespace("keyboard");
        set(page, "a:b", "1");
        shows(page, "#tree", "a:");
        page.evaluate("document.activeElement.blur()");
        List<Object> reached = new ArrayList<>();
        page.locator(".skip").focus();
        for (int i = 0; i < 12; i++) {
            reached.add(page.evaluate("document.activeElement.id || document.activeElement.name"
                    + " || document.activeElement.className"));
            page.keyboard().press("Tab");
        }

        assertThat(reached)
                .containsExactly(
                        "skip",
                        "brand",
                        "open-list",
                        "share",
                        "theme",
                        "key-filter",
                        "add",
                        "tree",
                        "tab-edit",
                        "key",
                        "operation",
                        "value");
        page.locator("#key-filter").focus();
        for (String key : List.of("ArrowDown", "ArrowDown", "ArrowDown", "Enter")) {
            page.keyboard().press(key);
        }
        await().atMost(PATIENCE).until(() -> "a:b".equals(page.locator("#key").inputValue()));
        page.locator("#tab-edit").focus();
        page.keyboard().press("ArrowRight");
        shows(page, "#recent", "a:b");
        assertThat(page.evaluate(
                        "() => [...document.querySelectorAll('button, a, input, textarea, select')].filter((control) =>"
                                + " !control.hidden && !(control.ariaLabel || control.textContent.trim()"
                                + " || control.labels?.length > 0)).map(({ id }) => id)"))
                .as("controls without a name")
                .isEqualTo(List.of());
    }

    @Test
    void namespacesAreListedAndThePagesLeadToEachOther() {
        Page page = TABS.openNamespace("listed");
        set(page, "a", "1");
        await().atMost(PATIENCE).until(() -> pending(page) == 0);
        page.navigate(TABS.server().url("/namespace.html"));
        shows(page, "#list", "listed");
        page.locator("#filter").fill("list");
        shows(page, "#list-words", "1 namespace that begins with “list”");
        page.locator("#list a").first().click();
        Tabs.online(page);
        shows(page, "#tree", "a");
        page.locator("#open-list").click();
        page.locator("#other-kind").click();
        page.waitForURL("**/?room=*");
        Tabs.online(page);
        page.locator("#open-list").click();
        page.locator("#other-kind").click();
        shows(page, "#list", "listed");
    }

    @Test
    void aDeletedNamespaceSaysSoAndCanBeBegunAnew() {
        Page page = TABS.openNamespace("deleted");
        set(page, "a", "1");
        await().atMost(PATIENCE).until(() -> pending(page) == 0);
        page.evaluate("fetch('/v1/namespaces/deleted', { method: 'DELETE' })");
        shows(page, "#notices", "This namespace was deleted.");
        assertThat(page.locator("#save").isDisabled()).isTrue();
        page.getByText("Begin it anew").click();
        Tabs.online(page);
        shows(page, "#key-words", "There are no keys yet.");
        set(page, "b", "2");
        await().atMost(PATIENCE).until(() -> "2".equals(value(page, "deleted", "b")));
    }

    /** Both look at the price; then Bob is faster. Ann hears of that only after she has saved. */
    private static void raceFor(Page ann, Page bob, String anns, String bobs) {
        for (Page page : List.of(ann, bob)) {
            page.locator(".tree-row").click();
        }
        ann.locator("#value").fill(anns);
        bob.locator("#strategy").selectOption("replace");
        bob.locator("#value").fill(bobs);
        bob.locator("#save").click();
        shows(ann, "#stale", "Meanwhile it has become " + bobs);
        ann.locator("#save").click();
    }

    private static void set(Page page, String key, String json) {
        page.locator("#add").click();
        page.locator("#key").fill(key);
        page.locator("#value").fill(json);
        page.locator("#save").click();
    }

    private static void operation(Page page, String operation) {
        page.locator("[name=operation][value=" + operation + "]").check(new Locator.CheckOptions().setForce(true));
    }

    private static void write(Page page, String tag, int count) {
        page.evaluate("""
                ([tag, count]) => {
                  akkord.writing = count;
                  const step = () => {
                    akkord.namespace.submit([{ op: 'set', key: `${tag}:${--akkord.writing}`, value: tag }], { strategy: 'reject' });
                    if (akkord.writing > 0) setTimeout(step, 10);
                  };
                  step();
                }
                """, List.of(tag, count));
    }

    /** The JSON of a value over HTTP, null where there is none. */
    private static Object value(Page page, String namespace, String key) {
        return page.evaluate(
                "([ns, key]) => fetch(`/v1/namespaces/${ns}`).then((answer) => answer.json()).then(({ store }) =>"
                        + " Object.hasOwn(store ?? {}, key) ? JSON.stringify(store[key]) : null)",
                List.of(namespace, key));
    }
}
