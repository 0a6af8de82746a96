/**
 * Which objects exist: one row per object, refreshed now and then, never once per commit. Called by {@code object} and {@code edge};
 * the journal is the truth and the directory can be rebuilt from it.
 */
@NullMarked
package io.akkord.directory;

import org.jspecify.annotations.NullMarked;
