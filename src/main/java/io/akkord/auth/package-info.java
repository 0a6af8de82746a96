/**
 * From a token to whom it stands for, and from there to what they may do. Called by {@code session} and {@code edge}; knows objects by
 * their paths only, as {@code rooms/notes}.
 */
@NullMarked
package io.akkord.auth;

import org.jspecify.annotations.NullMarked;
