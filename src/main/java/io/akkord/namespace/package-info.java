/**
 * Namespaces: a key-value store of JSON values and a registry of micro-frontends (MFEs), as pure decisions. Changes go in, effects come
 * out; what was configured for a namespace ({@link io.akkord.namespace.NamespaceRules}) is read when something is decided, never when
 * a commit is applied, so that a history gives the same states under any configuration.
 */
@NullMarked
package io.akkord.namespace;

import org.jspecify.annotations.NullMarked;
