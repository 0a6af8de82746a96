/**
 * Operational transform of text and rich text: operations in the form of Quill's Delta, and the document they change.
 *
 * <p>Pure: JDK and {@code io.akkord.json} only, no clock, no randomness, no I/O. Anybody may call it. All lengths and positions
 * are UTF-16 code units; an embed has length 1. The semantics of compose, transform, invert and transformPosition are those of
 * quill-delta 5.1.0 on canonical operations, so that browsers that use it and this server agree to the letter.
 *
 * <p>Invariants: every {@link io.akkord.ot.Operation} is canonical; operations, attributes and documents never change, so they may
 * be shared between threads; a document changed only by operations that {@link io.akkord.ot.Document#check} passed holds whole
 * code points only. Unchecked or ill-fitting input ends in an {@link io.akkord.ot.OperationRefused}, never in a wrong result.
 */
@NullMarked
package io.akkord.ot;

import org.jspecify.annotations.NullMarked;
