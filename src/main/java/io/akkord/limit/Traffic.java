package io.akkord.limit;

import io.akkord.settings.TrafficSettings;
import java.util.function.LongSupplier;

/** All that is counted on this node: what each user, each address and each object does. */
public final class Traffic {
    private final Meters users;
    private final Meters addresses;
    private final Meters objects;
    private final LongSupplier nanoTime;

    public Traffic(TrafficSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.users = new Meters(settings.perUser(), settings.burst(), settings.keys(), nanoTime);
        this.addresses = new Meters(settings.perAddress(), settings.burst(), settings.keys(), nanoTime);
        this.objects = new Meters(settings.perObject(), settings.burst(), settings.keys(), nanoTime);
    }

    /** The key of a user, who is another one in each tenant. */
    public static String user(String tenant, String user) {
        return tenant + '\u0000' + user;
    }

    /**
     * The key of an object.
     *
     * @param path such as {@code rooms/notes}
     */
    public static String object(String tenant, String path) {
        return tenant + '\u0000' + path;
    }

    public Meters users() {
        return users;
    }

    public Meters addresses() {
        return addresses;
    }

    public Meters objects() {
        return objects;
    }

    public long now() {
        return nanoTime.getAsLong();
    }
}
