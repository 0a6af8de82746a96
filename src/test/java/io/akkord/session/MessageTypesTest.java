package io.akkord.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.akkord.kind.Refusal;
import io.akkord.object.RelayEvent;
import io.akkord.protocol.ErrorCode;
import io.akkord.protocol.Inbound;
import io.akkord.protocol.Outbound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No type of message is forgotten: each has its place in the table that handles it and in a test. */
class MessageTypesTest {
    private static final Path MAIN = Path.of("src/main/java/io/akkord/session");
    private static final Path TESTS = Path.of("src/test/java/io/akkord/session");

    @Test
    void theActorHandlesEveryCommand() throws IOException {
        String table = Files.readString(MAIN.resolve("SessionActor.java"));
        for (Class<?> type : leaves(SessionCommand.class)) {
            assertThat(table).contains(name(type) + ".class");
        }
    }

    @Test
    void aSubscriptionHandlesEveryEventOfTheStream() throws IOException {
        String handler = Files.readString(MAIN.resolve("Subscription.java"));
        for (Class<?> type : leaves(RelayEvent.class)) {
            // Where an object lives is between the object and its relays.
            if (!type.getSimpleName().equals("Hosted")) {
                assertThat(handler).contains("instanceof " + name(type));
            }
        }
    }

    @Test
    void aSubscriptionFollowsWhateverComesOfJoining() throws IOException {
        String handler = Files.readString(MAIN.resolve("Subscription.java"));
        for (Class<?> type : leaves(Progress.class)) {
            assertThat(handler).contains("instanceof " + name(type));
        }
    }

    @Test
    void everyMessageOfAClientIsHandled() throws IOException {
        String handlers = Files.readString(MAIN.resolve("Subscriptions.java"))
                + Files.readString(MAIN.resolve("SessionActor.java"));
        for (Class<?> type : leaves(Inbound.class)) {
            assertThat(handlers).contains("instanceof " + name(type));
        }
    }

    @Test
    void everyMessageOfTheServerIsTested() throws IOException {
        String tests = sources(TESTS);
        for (Class<?> type : leaves(Outbound.class)) {
            String wire = switch (type.getSimpleName()) {
                case "Entered" -> "JOINED";
                case "Commits" -> "OP";
                default -> snake(type);
            };
            assertThat(tests).contains(wire.equals("ERROR") ? "socket.error(" : "\"" + wire + "\"");
        }
        assertThat(tests).contains("\"SYNC\"");
    }

    @Test
    void everyRefusalHasItsErrorCode() {
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            assertThat(ErrorCode.of(reason)).isNotNull();
        }
    }

    @Test
    void everyCloseCodeOfASessionIsTested() throws IOException {
        String tests = sources(TESTS);
        for (int code : List.of(4400, 4401, 4408, 4429, 1009, 1012, 1013)) {
            assertThat(tests).contains("isEqualTo(" + code + ")");
        }
    }

    private static String snake(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT);
    }

    private static String name(Class<?> type) {
        return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
    }

    private static Set<Class<?>> leaves(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? leaves(type).stream() : Stream.of(type))
                .collect(Collectors.toSet());
    }

    private static String sources(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
