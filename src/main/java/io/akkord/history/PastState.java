package io.akkord.history;

import io.akkord.kind.ObjectState;

/** What there was at a {@link Moment}. */
public sealed interface PastState<S> {
    record Known<S>(ObjectState<S> state) implements PastState<S> {}

    /** Nothing was committed yet, or the object was deleted, or the moment is beyond its head. */
    record Nothing<S>() implements PastState<S> {}

    /** There was something, but the journal does not reach back that far any more. */
    record Gone<S>() implements PastState<S> {}

    /** Too many look into the past already; later it may be known. */
    record Busy<S>() implements PastState<S> {}
}
