package io.akkord.middleware;

import io.akkord.settings.NamedClass;
import io.akkord.spi.Middleware;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds what the configuration names: a service by its name, else a class. Everything wrong is a sentence for the operator. */
final class Discovery {
    private Discovery() {}

    /** @throws IllegalArgumentException where there is none of that name, or several */
    static Middleware middleware(String use) {
        List<Middleware> named = new ArrayList<>();
        try {
            for (Middleware service : ServiceLoader.load(Middleware.class)) {
                if (service.name().equals(use)) {
                    named.add(service);
                }
            }
        } catch (ServiceConfigurationError broken) {
            throw new IllegalArgumentException(
                    "A middleware on the class path cannot be loaded: " + broken.getMessage(), broken);
        }
        if (named.size() > 1) {
            throw new IllegalArgumentException("Two middlewares on the class path are called " + use + ".");
        }
        return named.isEmpty() ? NamedClass.instance(use, Middleware.class) : named.get(0);
    }
}
