package io.akkord;

import io.akkord.object.KindRuntime;
import io.akkord.protocol.KindWire;

/**
 * A kind of object as the door plugs it in.
 *
 * @param runtime its pure functions and stored forms
 * @param wire its messages
 */
public record KindModule<C, E, S>(KindRuntime<C, E, S> runtime, KindWire<C, E, S> wire) {}
