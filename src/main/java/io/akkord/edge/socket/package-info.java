/**
 * RFC 6455 on the server's side: frames to and from bytes, fragments, masks, control frames and the closing handshake, with every
 * limit of the protocol in front of the session. Called by {@code edge} only; knows sessions, but no message of theirs.
 *
 * <p>Akka HTTP parses the handshake and then hands the bytes over. Its own frame layer is not used: it can neither send a chosen
 * close code nor bound a message, and it turns every text into a string and back.
 */
@NullMarked
package io.akkord.edge.socket;

import org.jspecify.annotations.NullMarked;
