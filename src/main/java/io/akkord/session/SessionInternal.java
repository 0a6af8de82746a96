package io.akkord.session;

import io.akkord.object.Outcome;
import io.akkord.object.RelayEvent;

/** What reaches a session from behind and from its own timers. */
sealed interface SessionInternal extends SessionCommand {
    record Relayed(RelayEvent event) implements SessionInternal {}

    record Decided(Outcome outcome) implements SessionInternal {}
}
