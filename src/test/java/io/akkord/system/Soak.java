package io.akkord.system;

/** How long the fault tests run: seconds in the normal build, minutes with {@code -Dakkord.soak=true}. */
final class Soak {
    private static final boolean LONG = Boolean.getBoolean("akkord.soak");

    private Soak() {}

    static int count(int normal, int soak) {
        return LONG ? soak : normal;
    }
}
