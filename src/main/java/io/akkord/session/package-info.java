/**
 * One connection or request: handshake, joins, flow control, resume; wire messages to commands and back. Called by {@code edge};
 * reaches objects through {@code object} only.
 */
@NullMarked
package io.akkord.session;

import org.jspecify.annotations.NullMarked;
