package io.akkord.edge;

import io.akkord.journal.KindCodec;
import io.akkord.protocol.KindWire;

/**
 * What the edge needs to serve a kind of objects.
 *
 * @param codec reads stored commits for histories
 * @param wire writes them for clients
 */
public record ServedKind<C, E, S>(KindCodec<C, E, S> codec, KindWire<C, E, S> wire) {}
