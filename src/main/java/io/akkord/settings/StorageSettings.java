package io.akkord.settings;

import com.typesafe.config.Config;

/**
 * @param snapshotEvery commits between two snapshots for recovery
 * @param waypointEvery commits between two waypoints for reading the past
 * @param readThreads threads and connections of the read pool
 */
public record StorageSettings(int snapshotEvery, int waypointEvery, int readThreads) {
    static StorageSettings of(Config c) {
        return new StorageSettings(c.getInt("snapshot-every"), c.getInt("waypoint-every"), c.getInt("read-threads"));
    }
}
