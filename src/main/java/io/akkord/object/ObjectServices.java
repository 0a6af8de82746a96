package io.akkord.object;

import io.akkord.journal.History;
import io.akkord.settings.ObjectSettings;
import io.akkord.settings.StorageSettings;
import java.util.function.LongSupplier;

/**
 * What all objects of a node share.
 *
 * @param object settings of the runtime
 * @param storage settings of snapshots and waypoints
 * @param origin names the history that objects without one of their own belong to
 * @param clock epoch milliseconds; nothing but display and alarms depends on it
 * @param history reads the past
 * @param tables the rows beside the journal
 * @param monitor hears what happens
 * @param tracing follows some submissions
 */
public record ObjectServices(
        ObjectSettings object,
        StorageSettings storage,
        String origin,
        LongSupplier clock,
        History history,
        ObjectTables tables,
        ObjectMonitor monitor,
        Tracing tracing) {
    /** Objects that nobody watches or follows. */
    public ObjectServices(
            ObjectSettings object,
            StorageSettings storage,
            String origin,
            LongSupplier clock,
            History history,
            ObjectTables tables) {
        this(object, storage, origin, clock, history, tables, ObjectMonitor.NONE, Tracing.NONE);
    }
}
