/**
 * JSON as immutable values, the one strict way in and out of text, and keys in order ({@link io.akkord.json.KeyTree}). The packages
 * below hold the ways to change a value: {@code json0} and {@code patch}.
 *
 * <p>Used by every pure package and by the codecs; uses nothing but the JDK, jackson-core and PCollections.
 *
 * <p>Invariants: values never change, and a changed copy of an array or object shares all but O(log n) of its structure; no value
 * nests deeper than {@link io.akkord.json.JsonValue#MAX_DEPTH}; a value that came from {@link io.akkord.json.JsonText} is nested at
 * most as deep as its {@link io.akkord.json.JsonLimits} allow and holds no unpaired surrogate and no U+0000, neither in strings nor
 * in names; numbers keep the spelling they came with and are equal when their numeric value is.
 */
@NullMarked
package io.akkord.json;

import org.jspecify.annotations.NullMarked;
