package io.akkord.object;

import java.util.List;

/** What is followed within one incarnation of an object, see {@link Tracing}; used within the object's turns. */
public interface ObjectTracing {
    ObjectTracing NONE = new ObjectTracing() {};

    /** A command that is followed has come; {@link #decided} or {@link #lost} ends that. */
    default void arrived(String trace) {}

    /** A write begins; {@link #written} or {@link #lost} ends it. The traces are those of its commits that are followed, perhaps none. */
    default void writes(List<String> traces, int commits, long bytes) {}

    default void written() {}

    /** What was written is encoded for those who listen. */
    default void fansOut(int commits) {}

    /** It was handed on to so many nodes. */
    default void fannedOut(int nodes) {}

    /** @param version that it made or was refused on */
    default void decided(String trace, String outcome, long version) {}

    /** Whatever is under way here ends without a known outcome. */
    default void lost() {}
}
