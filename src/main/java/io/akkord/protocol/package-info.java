/**
 * The wire: messages, error codes and their JSON, as PROTOCOL.md says them.
 *
 * <p>Called by the session and the edge; uses the pure packages and Jackson. Nothing here decides; readers give values or refuse
 * with a fixed sentence, writers cannot fail but for their sink.
 */
@NullMarked
package io.akkord.protocol;

import org.jspecify.annotations.NullMarked;
