/**
 * Operational transform of plain text as a client needs it, written after the protocol page. Shares no code with the server on
 * purpose: a fault that both sides had in common would hide itself from the check at the end of a run.
 */
@NullMarked
package io.akkord.bench.text;

import org.jspecify.annotations.NullMarked;
