/**
 * How much of what somebody may do here: buckets that fill evenly, one set of them per user, address or object, in bounded memory. The
 * one place for such counting; {@code edge} and {@code session} ask it and say the refusal. Safe for all threads, never blocks, reads no
 * clock but the one it is given. Each node counts for itself.
 */
@NullMarked
package io.akkord.limit;

import org.jspecify.annotations.NullMarked;
