package io.akkord.history;

/** A point in the past of an object. */
public sealed interface Moment {
    /** Right after the commit of this number. */
    record Version(long version) implements Moment {}

    /** After the last commit that is not later than {@code epochMillis}. */
    record Time(long epochMillis) implements Moment {}
}
