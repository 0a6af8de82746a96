/**
 * The Durable Object runtime, written once for every kind: the sharded entity, group commit behind one output gate, exactly-once,
 * relays, presence, hibernation, alarms. Called by {@code session} and the door; knows nothing of rooms, namespaces or the wire.
 */
@NullMarked
package io.akkord.object;

import org.jspecify.annotations.NullMarked;
