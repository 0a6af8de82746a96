package io.akkord;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls of the house: which package may use which. To move one, change this table, in the open. */
class WallsTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.akkord");

    private static final Set<String> PURE = Set.of("kind", "room", "namespace", "ot", "json");

    /**
     * {@code ot} uses {@code json} because attribute values and embeds are JSON; the door is not in the table: it may use
     * everything, and nobody uses it.
     */
    private static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "edge",
                    with(
                            Set.of(
                                    "auth",
                                    "limit",
                                    "session",
                                    "protocol",
                                    "journal",
                                    "settings",
                                    "object",
                                    "history",
                                    "directory",
                                    "telemetry"),
                            PURE)),
            Map.entry("session", with(Set.of("auth", "limit", "object", "protocol", "journal", "settings"), PURE)),
            Map.entry("object", Set.of("kind", "journal", "settings")),
            Map.entry("auth", Set.of("settings", "kind")),
            Map.entry("limit", Set.of("settings")),
            Map.entry("kind", Set.of()),
            Map.entry("room", Set.of("kind", "ot", "json")),
            Map.entry("namespace", Set.of("kind", "json")),
            Map.entry("ot", Set.of("json")),
            Map.entry("json", Set.of()),
            Map.entry("journal", with(Set.of("settings"), PURE)),
            Map.entry("protocol", PURE),
            Map.entry("directory", Set.of("journal", "settings", "kind")),
            Map.entry("telemetry", Set.of("settings", "kind", "object", "session", "protocol")),
            Map.entry("spi", Set.of("kind", "json")),
            Map.entry("middleware", Set.of("spi", "kind", "json", "settings")),
            Map.entry("migration", Set.of("spi", "json", "settings")),
            Map.entry("history", with(Set.of("object", "journal", "settings"), PURE)),
            Map.entry("bench", Set.of())));

    private static Set<String> with(Set<String> some, Set<String> more) {
        Set<String> all = new java.util.TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    @TestFactory
    List<DynamicTest> aPackageUsesOnlyWhatTheTableSays() {
        return MAY_USE.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage("io.akkord." + e.getKey() + "..")
                                .should()
                                .dependOnClassesThat(inAkkordBut(e.getKey(), e.getValue()))
                                .check(CODE)))
                .toList();
    }

    @Test
    void everyPackageStandsInTheTable() {
        classes()
                .that(DescribedPredicate.describe(
                        "are not the door",
                        (JavaClass c) -> !c.getPackageName().equals("io.akkord")
                                && !c.getPackageName().equals("io.akkord.settings")))
                .should()
                .resideInAnyPackage(MAY_USE.keySet().stream()
                        .map(p -> "io.akkord." + p + "..")
                        .toArray(String[]::new))
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> inAkkordBut(String self, Set<String> allowed) {
        return DescribedPredicate.describe("stand behind a wall", c -> {
            String p = c.getPackageName();
            if (!p.startsWith("io.akkord")) {
                return false;
            }
            if (p.equals("io.akkord")) {
                return true;
            }
            String room = p.substring("io.akkord.".length()).split("\\.")[0];
            return !room.equals(self) && !allowed.contains(room);
        });
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.akkord.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void thePureCoreKnowsNoAkkaNoClockAndNoWorld() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.akkord.kind..",
                        "io.akkord.room..",
                        "io.akkord.namespace..",
                        "io.akkord.ot..",
                        "io.akkord.json..",
                        "io.akkord.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "akka..",
                        "scala..",
                        "java.sql..",
                        "java.nio.file..",
                        "java.net..",
                        "com.typesafe..",
                        "org.slf4j..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CODE);
    }

    /** It measures and checks the server from outside: what it shared with it would be wrong on both sides. */
    @Test
    void theLoadToolStandsOnFewLibrariesAndNothingOfTheServer() {
        classes()
                .that()
                .resideInAPackage("io.akkord.bench..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.akkord.bench..",
                        "java..",
                        "com.fasterxml.jackson.core..",
                        "org.HdrHistogram..",
                        "picocli..",
                        "org.jspecify..")
                .check(CODE);
    }

    @Test
    void jsonUsesNothingButTheJdkJacksonCoreAndPersistentCollections() {
        classes()
                .that()
                .resideInAPackage("io.akkord.json..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.akkord.json..",
                        "com.fasterxml.jackson.core..",
                        "org.pcollections..",
                        "org.jspecify..")
                .check(CODE);
    }

    /** Values know nothing of what changes them, and the ways to change them nothing of each other. */
    @Test
    void jsonOperationsStandOnJsonValuesAndBesideEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.akkord.json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.akkord.json.json0..", "io.akkord.json.patch..")
                .check(CODE);
        slices().matching("io.akkord.json.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CODE);
    }

    @Test
    void akkaHttpIsKnownToTheEdgeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.akkord.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("akka.http..")
                .check(CODE);
    }

    @Test
    void jacksonDatabindIsKnownToProtocolAndJournalOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.akkord.protocol..", "io.akkord.journal..")
                // The schema validator takes its values in that form.
                .and(DescribedPredicate.not(namedOneOf("SchemaCheck", "JsonNodes")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> namedOneOf(String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe(
                "are " + wanted,
                c -> c.getPackageName().equals("io.akkord.middleware") && wanted.contains(c.getSimpleName()));
    }

    @Test
    void schemasAreKnownToTheirMiddlewareOnlyAndKeysToTheJournalOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.akkord.middleware..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.networknt..")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.akkord.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.crypto..")
                .check(CODE);
    }

    @Test
    void howSpansAndLinesAreMadeIsKnownToTelemetryOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.akkord.telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..", "ch.qos.logback..", "org.slf4j.bridge..")
                .check(CODE);
    }

    @Test
    void signedTokensAreKnownToAccessOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.akkord.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(CODE);
    }

    @Test
    void configurationFilesAreReadInSettingsAndAtTheDoorOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.akkord", "io.akkord.settings..", "io.akkord.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.typesafe.config..")
                .check(CODE);
    }
}
