package io.akkord.directory;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Looks up which objects exist. Failed stages mean that the storage cannot be reached. */
public interface Directory {
    /**
     * Objects that are not deleted, sorted by name in the order of their characters' codes. Costs as much as the page has entries,
     * however many objects there are.
     *
     * @param prefix what the names begin with; empty for all
     * @param after the last name of the page before; empty for the first page
     */
    CompletionStage<List<DirectoryEntry>> list(String kind, String tenant, String prefix, String after, int limit);

    /** Objects of all kinds that are not deleted, those that hold most first. Looks at every entry there is. */
    CompletionStage<List<DirectoryEntry>> largest(String tenant, int limit);
}
