package io.akkord.object;

/** Everything an entity receives: commands from outside and what its own parts report back. */
sealed interface EntityMessage permits ObjectCommand, EntityInternal {}
