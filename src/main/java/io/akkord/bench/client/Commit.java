package io.akkord.bench.client;

import io.akkord.bench.text.TextOperation;

/** A commit as the server tells of it. */
public record Commit(long version, String client, long seq, TextOperation operation) {}
