/**
 * The load tool's client of one room: sockets, messages and the client's half of the protocol's merging. It keeps the protocol's
 * promises exactly, since the tool counts with it: at most one submission in flight, resends unchanged under the same seq.
 */
@NullMarked
package io.akkord.bench.client;

import org.jspecify.annotations.NullMarked;
