package io.akkord.auth;

/** What somebody may do with an object; each level holds those before it. */
public enum Level {
    NONE("none"),
    READ("read"),
    WRITE("write"),
    ADMIN("admin");

    private final String label;

    Level(String label) {
        this.label = label;
    }

    /** The word for it in tokens and in {@code JOINED.access}. */
    public String label() {
        return label;
    }

    public boolean covers(Level needed) {
        return compareTo(needed) >= 0;
    }
}
