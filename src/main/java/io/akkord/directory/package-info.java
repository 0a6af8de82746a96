/**
 * Which objects exist: one row per object, refreshed now and then, never once per commit. Called by {@code object} and {@code edge};
 * the journal is the truth, and each start brings the directory up to it.
 */
@NullMarked
package io.akkord.directory;

import org.jspecify.annotations.NullMarked;
