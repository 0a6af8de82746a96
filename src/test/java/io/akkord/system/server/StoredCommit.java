package io.akkord.system.server;

import io.akkord.system.delta.Change;

/**
 * One commit of a room, as it is stored.
 *
 * @param timestamp epoch milliseconds
 */
public record StoredCommit(long version, String client, long seq, long timestamp, Change op) {}
