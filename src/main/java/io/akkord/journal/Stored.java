package io.akkord.journal;

import io.akkord.kind.Commit;

/**
 * A commit together with its stored form; what the event-sourced journal child persists and replays.
 *
 * @param commit with its running checksum filled in
 * @param type stable type name of the stored form
 * @param bytes the stored form
 */
public record Stored<E>(Commit<E> commit, String type, byte[] bytes) {}
