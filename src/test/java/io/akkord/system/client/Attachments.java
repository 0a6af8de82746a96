package io.akkord.system.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The objects a client has joined or means to. Thread-safe. */
final class Attachments {
    private final Map<String, Attached> byObject = new LinkedHashMap<>();

    synchronized Attached of(String object, Supplier<Attached> make) {
        return byObject.computeIfAbsent(object, o -> make.get());
    }

    synchronized Optional<Attached> find(String object) {
        return Optional.ofNullable(byObject.get(object));
    }

    synchronized List<Attached> all() {
        return List.copyOf(byObject.values());
    }

    <A> List<A> all(Class<A> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
