/**
 * Changes of JSON values as documents: JSON Patch (RFC 6902) with pointers (RFC 6901), and Merge Patch (RFC 7396).
 *
 * <p>Pure, for anybody to call. A patch that was made on an older value is rebased over what others did to its arrays since
 * ({@link io.akkord.json.patch.PatchRebase}).
 *
 * <p>Invariants: patches never change; input that is no patch, or does not apply, ends in a
 * {@link io.akkord.json.patch.PatchRefused} with a {@link io.akkord.json.patch.PatchFault}, never in another exception or half
 * applied. What a patch makes nests no deeper, and is not heavier, than input may be.
 */
@NullMarked
package io.akkord.json.patch;

import org.jspecify.annotations.NullMarked;
