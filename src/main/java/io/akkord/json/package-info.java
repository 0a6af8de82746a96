/**
 * JSON as immutable values, and the one strict way in and out of text.
 *
 * <p>Used by every pure package and by the codecs; uses nothing but the JDK and jackson-core.
 *
 * <p>Invariants: values never change, and a changed copy of an array or object shares all but O(log n) of its structure; no value nests
 * deeper than {@link io.akkord.json.JsonValue#MAX_DEPTH}; a value that came from {@link io.akkord.json.JsonText} is nested at most as deep as its
 * {@link io.akkord.json.JsonLimits} allow and holds no unpaired surrogate and no U+0000, neither in strings nor in names; numbers
 * keep the spelling they came with and are equal when their numeric value is.
 */
@NullMarked
package io.akkord.json;

import org.jspecify.annotations.NullMarked;
