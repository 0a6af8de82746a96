/**
 * Operational transform of one JSON document: the operations of json0, the type of ShareDB.
 *
 * <p>Pure, for anybody to call. Apply, compose, transform and invert give the results of ot-json0 1.1.0 (Joseph Gentle; the format is
 * described in the README of github.com/ottypes/json0) wherever that type gives one, with two differences: what json0 lets pass
 * although it fits nowhere is refused, and numbers are added exactly as decimals. Strings are edited with the subtype
 * {@code text0}; the older {@code si} and {@code sd} are refused.
 *
 * <p>Invariants: operations never change; input that is no operation, or does not fit the document, ends in a
 * {@link io.akkord.json.json0.Json0Refused} with a {@link io.akkord.json.json0.Json0Fault}, never in another exception or in a
 * wrong result. Nothing recurses deeper than a document nests or an operation has components.
 */
@NullMarked
package io.akkord.json.json0;

import org.jspecify.annotations.NullMarked;
