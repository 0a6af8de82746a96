/**
 * The outside: HTTP routes, the WebSocket handshake, static pages, and every error as {@code application/problem+json}. It turns
 * requests into commands and answers into responses and decides nothing; objects are reached through {@code Gateway} and
 * {@code Sessions} only. Nobody but the door uses it.
 *
 * <p>Requests are routed by hand on their raw target, so that what a name is, what is decoded and what a wrong method gets are
 * decided in one place. What the routes and the socket say to the outside is described for machines in {@code openapi.json} and
 * {@code asyncapi.json} below {@code src/main/web}: a route that is not there, or the reverse, fails a test. No body is ever collected without a limit, and no text of an exception leaves.
 */
@NullMarked
package io.akkord.edge;

import org.jspecify.annotations.NullMarked;
